/** What is wrong with what was typed: seen here before it is sent, or said by the server afterwards. */
import type { Problem } from '../api/client.ts';
import type { Translate } from '../i18n/index.ts';

/** By the field's name. */
export type Faults = Readonly<Record<string, string>>;

type Typed = Pick<
  HTMLInputElement,
  'name' | 'value' | 'type' | 'required' | 'minLength' | 'disabled' | 'dataset'
>;

/** The attributes that browsers check, said in the reader's language and not in the browser's. */
export function checkFields(form: { elements: Iterable<unknown> }, t: Translate): Faults {
  const found: Record<string, string> = {};
  for (const element of form.elements) {
    const field = element as Typed;
    if (!field.name || field.disabled || found[field.name]) continue;
    const wrong = wrongWith(field, t);
    if (wrong) found[field.name] = wrong;
  }
  return found;
}

function wrongWith(field: Typed, t: Translate): string | undefined {
  const typed = field.value?.trim() ?? '';
  if (field.type === 'checkbox' || field.type === 'radio') return undefined;
  if (typed === '') return field.required ? t('shell.form.required') : undefined;
  if (field.dataset?.date === 'false') return t('shell.date.none');
  if (field.type === 'email' && !/^[^@\s]+@[^@\s]+\.[^@\s.]+$/.test(typed)) return t('shell.form.email');
  // a password's spaces are its own
  if (field.minLength > 0 && field.value.length < field.minLength)
    return t('shell.form.short', { count: field.minLength });
  return undefined;
}

/** The faults of a refusal that belong to a field of this form, by `/email`, or `/roles/0` for `roles`; in the reader's words where somebody has them. */
export function faultsOf(
  problem: Problem,
  form: { elements: Iterable<unknown> },
  inWords: (fault: NonNullable<Problem['faults']>[number]) => string | null = () => null,
): Faults {
  const names = new Set([...form.elements].map((element) => (element as Typed).name).filter(Boolean));
  const found: Record<string, string> = {};
  for (const fault of problem.faults ?? []) {
    const name = fault.at.replace(/^\//, '').split('/')[0] ?? '';
    if (names.has(name) && !found[name]) found[name] = inWords(fault) ?? fault.problem;
  }
  return found;
}
