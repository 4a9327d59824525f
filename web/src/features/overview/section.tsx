import type { ReactNode } from 'react';
import css from './overview.module.css';

/** An atlas page: the margin names, the sheet shows. */
export function Section({ title, note, children }: { title: string; note?: string; children: ReactNode }) {
  return (
    <section className={css.section}>
      <div className={css.margin}>
        <h2>{title}</h2>
        {note && <p>{note}</p>}
      </div>
      <div>{children}</div>
    </section>
  );
}
