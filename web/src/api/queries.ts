import { QueryClient } from '@tanstack/react-query';
import { ServerUnreachable } from './client.ts';

/** Every answer of the server that a page holds. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // a refusal will be the same the second time; silence may not
      retry: (failures, error) => error instanceof ServerUnreachable && failures < 2,
      retryDelay: (attempt) => 500 * 2 ** attempt,
      refetchOnWindowFocus: false,
    },
  },
});
