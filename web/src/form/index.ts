export { Checks } from './checks.tsx';
export { DateField } from './date-field.tsx';
export { Field } from './field.tsx';
export type { FormProps } from './form.tsx';
export { Form } from './form.tsx';
export { LongField } from './long-field.tsx';
export { Refusal } from './refusal.tsx';
export { codeText, refusalText } from './refusal-text.ts';
export { Select } from './select.tsx';
