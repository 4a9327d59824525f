import { type ReactNode, useId } from 'react';
import css from './sheet.module.css';

/** The margin names, the sheet shows. */
export function Section({ title, note, children }: { title: string; note?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section className={css.section} aria-labelledby={id}>
      <div className={css.margin}>
        <h2 id={id}>{title}</h2>
        {note && <p>{note}</p>}
      </div>
      <div className={css.body}>{children}</div>
    </section>
  );
}
