import { type ReactNode, useEffect, useState } from 'react';
import css from './identity.module.css';

const shownMs = 6000;

/** Says for a while that it was done, beside the button that did it. */
export function useSaved(): [number, () => void] {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (turn === 0) return;
    const timer = setTimeout(() => setTurn(0), shownMs);
    return () => clearTimeout(timer);
  }, [turn]);
  return [turn, () => setTurn((last) => last + 1)];
}

export function Saved({ when, children }: { when: number; children: ReactNode }) {
  return (
    <span role="status" className={css.saved}>
      {when > 0 && (
        <>
          <svg viewBox="0 0 12 12" aria-hidden="true">
            <path d="m2 6.5 2.7 2.7L10 3.4" fill="none" stroke="currentColor" strokeWidth="1.5" />
          </svg>
          {children}
        </>
      )}
    </span>
  );
}
