import { type RefObject, useEffect } from 'react';

/** A row of pages that is wider than a phone is scrolled to the one that is open; `of` changes with the page and with what the row holds. */
export function useScrollToCurrent(row: RefObject<HTMLElement | null>, of: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at anew whenever the row or the page is another
  useEffect(() => {
    const current = row.current?.querySelector<HTMLElement>('[data-status="active"], [data-in]');
    if (!row.current || !current) return;
    row.current.scrollLeft = current.offsetLeft - (row.current.clientWidth - current.offsetWidth) / 2;
  }, [row, of]);
}
