import { useSyncExternalStore } from 'react';

/** Where the sheet lies below the text and not beside it, what is opened comes over the page. */
const narrow = matchMedia('(max-width: 899px)');
const subscribe = (listener: () => void) => {
  narrow.addEventListener('change', listener);
  return () => narrow.removeEventListener('change', listener);
};
export const usePhone = (): boolean => useSyncExternalStore(subscribe, () => narrow.matches);
