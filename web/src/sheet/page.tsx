import type { ReactNode } from 'react';
import { usePageTitle } from '../shell/title.ts';
import css from './sheet.module.css';

interface Props {
  title: string;
  lead?: ReactNode;
  /** Above the title: what it belongs to. */
  kicker?: ReactNode;
  /** Beside the title. */
  actions?: ReactNode;
  wide?: boolean;
  children: ReactNode;
}

/** A page of the atlas: a title, a sentence on what it is for, and its sheets. */
export function Page({ title, lead, kicker, actions, wide = false, children }: Props) {
  usePageTitle(title);
  return (
    <div className={css.page} data-wide={wide}>
      <header className={css.head}>
        <div>
          {kicker && <p className={css.kicker}>{kicker}</p>}
          <h1>{title}</h1>
          {lead && <p className={css.lead}>{lead}</p>}
        </div>
        {actions && <div className={css.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}

/** One thing to do, and nothing beside it: signing in, a link that works once. */
export function Narrow({ title, lead, children }: Pick<Props, 'title' | 'lead' | 'children'>) {
  usePageTitle(title);
  return (
    <div className={css.narrow}>
      <h1>{title}</h1>
      {lead && <div className={css.lead}>{lead}</div>}
      {children}
    </div>
  );
}
