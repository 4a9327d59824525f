import { QueryClient } from '@tanstack/react-query';
import { ProblemError, ServerUnreachable } from './client.ts';

const busy = [429, 503, 504];
const mayPass = (error: unknown) =>
  error instanceof ServerUnreachable ||
  (error instanceof ProblemError && busy.includes(error.problem.status));

/** Every answer of the server that a page holds. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // a refusal will be the same the second time; silence may not, nor that the server was busy
      retry: (failures, error) => mayPass(error) && failures < 2,
      retryDelay: (attempt) => 500 * 2 ** attempt,
      refetchOnWindowFocus: false,
    },
  },
});
