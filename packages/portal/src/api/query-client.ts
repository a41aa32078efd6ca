import { QueryCache, QueryClient } from '@tanstack/react-query';
import { Problem } from './problem.ts';

/** A refusal stays a refusal when asked again; only silence and overload are worth a second try. */
const worthRetrying = (error: unknown): boolean => !(error instanceof Problem) || error.facts.status === 0 || error.facts.status === 503;

type Listener = (problem: Problem) => void;
let whenSignedOut: Listener | undefined;

/** What to do when an answer says that nobody is signed in any more; set once, by the router. */
export function onSignedOut(listener: Listener): void {
  whenSignedOut = listener;
}

const reads = new QueryCache({
  onError: (error, query) => {
    if (!(error instanceof Problem)) return;
    if (error.facts.code === 'not_signed_in') whenSignedOut?.(error);
    // What is gone may mean that an access has ended: `/me` knows, and the shell shows it (portal.md, J4).
    else if (query.queryKey[0] === 'c' && [404, 410].includes(error.facts.status))
      void queryClient.invalidateQueries({ queryKey: ['me'], exact: true });
  },
});

export const queryClient: QueryClient = new QueryClient({
  queryCache: reads,
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
