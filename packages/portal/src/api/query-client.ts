import { QueryClient } from '@tanstack/react-query';
import { Problem } from './problem.ts';

/** A refusal stays a refusal when asked again; only silence and overload are worth a second try. */
const worthRetrying = (error: unknown): boolean =>
  !(error instanceof Problem) || error.facts.status === 0 || error.facts.status === 503;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (failures, error) => failures < 2 && worthRetrying(error),
      staleTime: 15_000,
      gcTime: 5 * 60_000,
      refetchOnWindowFocus: true,
      networkMode: 'always',
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});
