export type { FigureProps } from './figure.tsx';
export { Figure } from './figure.tsx';
export { KindMark } from './mark.tsx';
export { measureName, methodName, methodText, reasonName } from './names.ts';
export { figureText } from './units.ts';
