import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';

/** After a change of page the focus begins at its content; a change of `?…` is the same page, and the focus stays where it was. */
export function useRouteFocus(): void {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe('onResolved', ({ pathChanged, fromLocation }) => {
        if (!pathChanged || !fromLocation) return;
        const main = document.getElementById('main');
        // a page may already have put it where its reader begins to type
        if (main && !main.contains(document.activeElement)) main.focus({ preventScroll: true });
      }),
    [router],
  );
}
