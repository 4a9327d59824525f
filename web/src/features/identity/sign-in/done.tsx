import { type ReactNode, useEffect, useRef } from 'react';
import { Narrow } from '../../../sheet/index.ts';

/** What was asked for is done: the form is gone, so the focus goes to the words that say so. */
export function Done({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  const words = useRef<HTMLParagraphElement>(null);
  useEffect(() => words.current?.focus(), []);
  return (
    <Narrow
      title={title}
      lead={
        <p ref={words} tabIndex={-1} style={{ outline: 'none' }}>
          {text}
        </p>
      }
    >
      <div>{children}</div>
    </Narrow>
  );
}
