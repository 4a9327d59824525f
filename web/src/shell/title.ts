import { useEffect } from 'react';

/** The page's name in the tab and in the history, before the product's. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = title ? `${title} – Serai` : 'Serai';
  }, [title]);
}
