import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { ProblemError } from '../api/client.ts';
import { useLanguage } from '../i18n/index.ts';
import controls from '../styles/controls.module.css';
import { FaultsContext } from './fault-context.ts';
import { checkFields, type Faults, faultsOf } from './faults.ts';
import css from './form.module.css';
import { Refusal } from './refusal.tsx';
import { hasWords } from './refusal-text.ts';
import { said } from './said.ts';
import { placesFor } from './use-said.ts';

export interface FormProps<Answer> {
  /** What the button says: the thing it does. */
  submit: string;
  /** Sends what was typed; what it throws is shown, and nothing typed is lost. */
  send: (values: FormData, form: HTMLFormElement) => Promise<Answer>;
  onDone: (answer: Answer, form: HTMLFormElement) => void;
  /** What only this form knows to be wrong, by field. */
  check?: (values: FormData) => Faults;
  /** Beside the button: a way back. */
  beside?: ReactNode;
  quiet?: boolean;
  children?: ReactNode;
}

/**
 * Plain fields as browsers and password managers know them. What is wrong stands under its field and is read out with it; the focus goes to the
 * first of them. What the server says about the whole stands above the button.
 */
export function Form<Answer>({
  submit,
  send,
  onDone,
  check,
  beside,
  quiet = false,
  children,
}: FormProps<Answer>) {
  const language = useLanguage();
  const { t } = language;
  const queries = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const sending = useRef(false);
  const [busy, setBusy] = useState(false);
  const [faults, setFaults] = useState<Faults>({});
  const [refused, setRefused] = useState<unknown>(null);

  const show = (found: Faults) => {
    setFaults(found);
    const element = form.current;
    const first = element && [...element.elements].find((field) => found[(field as HTMLInputElement).name]);
    if (!(first instanceof HTMLElement)) return;
    // of a date what is sent is not what is typed
    const { typedIn } = first.dataset;
    (typedIn === undefined ? first : document.getElementById(typedIn))?.focus();
  };
  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const element = event.currentTarget;
    // the portal of a dialog bubbles through React's tree: a form inside a form's dialog is not this form
    if (element !== form.current || sending.current) return;
    const values = new FormData(element);
    const found = { ...checkFields(element, t), ...check?.(values) };
    setRefused(null);
    if (Object.keys(found).length > 0) return show(found);
    setFaults({});
    sending.current = true;
    setBusy(true);
    try {
      const answer = await send(values, element);
      // At once with its effects: a dialog that closes later makes the page usable again only after it has tried to give the focus back to it.
      flushSync(() => onDone(answer, element));
    } catch (error) {
      setRefused(error);
      if (error instanceof ProblemError) {
        const placeOf = await placesFor(error.problem, queries, language.tag);
        show(faultsOf(error.problem, element, (fault) => said(fault, language, placeOf)));
      }
    } finally {
      sending.current = false;
      setBusy(false);
    }
  };
  return (
    <FaultsContext value={faults}>
      <form ref={form} noValidate className={css.form} onSubmit={onSubmit}>
        {children}
        {refused !== null && (Object.keys(faults).length === 0 || hasWords(refused)) && (
          <Refusal error={refused} />
        )}
        <div className={css.buttons}>
          <button type="submit" className={quiet ? controls.button : controls.primary} aria-disabled={busy}>
            {submit}
          </button>
          {beside}
        </div>
      </form>
    </FaultsContext>
  );
}
