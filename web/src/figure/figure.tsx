import { lazy, Suspense, useRef, useState } from 'react';
import type { Figure as FigureShape } from '../api/freight.ts';
import { useLanguage } from '../i18n/index.ts';
import css from './figure.module.css';
import { KindMark } from './mark.tsx';
import { figureText } from './units.ts';

const EvidenceDialog = lazy(() => import('./evidence-dialog.tsx'));

export interface FigureProps {
  figure: FigureShape;
  /** What the figure is, in the reader's words: the heading of its evidence and part of what a screen reader says. */
  label: string;
  /** Shown instead of the number and unit, for a figure that is read as something else (an arrival as a date). */
  text?: string;
  size?: 'large' | 'medium' | 'inherit';
  /** The running font instead of the serif, for figures inside a line of text. */
  sans?: boolean;
  mark?: boolean;
}

/**
 * A figure with its mark; a dotted line under it means that it has a source, and pressing it opens that source. A figure
 * without evidence is plain text, and an unknown one is said in words.
 */
export function Figure({ figure, label, text, size = 'inherit', sans = false, mark = true }: FigureProps) {
  const { t, format } = useLanguage();
  const [open, setOpen] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const shown = text ?? figureText(figure, t, format);
  const names = [css.figure, size === 'inherit' ? '' : css[size], sans ? css.sans : ''].join(' ');
  if (figure.evidence.length === 0) {
    return <span className={`${names} ${figure.kind === 'unknown' ? css.unknown : ''}`}>{shown}</span>;
  }
  return (
    <>
      <button
        ref={trigger}
        type="button"
        className={names}
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-label={t('shell.figure.open', { label, value: shown, kind: t(`shell.kind.${figure.kind}`) })}
        onClick={() => setOpen(true)}
      >
        <span className={css.value}>{shown}</span>
        {mark && <KindMark kind={figure.kind} />}
      </button>
      {open && (
        <Suspense fallback={null}>
          <EvidenceDialog figure={figure} label={label} trigger={trigger} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
