import type { ReactNode } from 'react';
import { createContext, use, useCallback, useState } from 'react';
import controls from '../styles/controls.module.css';

const AnnounceContext = createContext<(sentence: string) => void>(() => undefined);

/** Says a sentence to screen readers without moving the focus: new results, a copied address. */
export const useAnnounce = () => use(AnnounceContext);

export function Announcer({ children }: { children: ReactNode }) {
  const [sentence, setSentence] = useState({ text: '', turn: 0 });
  const announce = useCallback((text: string) => setSentence((last) => ({ text, turn: last.turn + 1 })), []);
  return (
    <AnnounceContext value={announce}>
      {children}
      <div role="status" aria-live="polite" className={controls.hidden}>
        {/* the same sentence twice is a new node, and so is said twice */}
        <span key={sentence.turn}>{sentence.text}</span>
      </div>
    </AnnounceContext>
  );
}
