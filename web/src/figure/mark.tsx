import type { ReactNode } from 'react';
import type { FigureKind } from '../api/freight.ts';
import css from './figure.module.css';

/** The small mark beside a figure: what kind of figure it is. Drawn, because fonts disagree about ◌ and ◆. */
export function KindMark({ kind }: { kind: FigureKind }) {
  return (
    <svg className={css.mark} viewBox="0 0 10 10" aria-hidden="true" focusable="false">
      {shapes[kind]}
    </svg>
  );
}

const line = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.1 };
const shapes: Record<FigureKind, ReactNode> = {
  metered: <circle cx="5" cy="5" r="3.8" fill="currentColor" />,
  official: <path d="M5 .8 9.2 5 5 9.2.8 5z" fill="currentColor" />,
  reported: <circle cx="5" cy="5" r="3.6" {...line} />,
  attested: <path d="M5 1 9 5 5 9 1 5z" {...line} />,
  model: <circle cx="5" cy="5" r="3.8" {...line} strokeDasharray="1.3 1.1" />,
  target: <path d="M5 1.2 9 8.6H1z" fill="currentColor" />,
  unknown: null,
};
