/** Loaded on use (`lazy(() => import('…/map/index.ts'))`): it brings MapLibre with it. The geometry may be imported by itself. */
export type { CorridorMapProps } from './corridor-map.tsx';
export { CorridorMap, CorridorMap as default } from './corridor-map.tsx';
