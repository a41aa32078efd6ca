import { useMutation } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { factsOf, type ProblemFacts } from '../../api/problem.ts';

/** The body of `POST /setup`. */
export type FirstSetup = {
  token: string;
  operator: { name: string; email: string; password: string };
  organization: { name: string; domain: string; country: string };
};

export type Setup = {
  run: (given: FirstSetup) => void;
  pending: boolean;
  problem: ProblemFacts | undefined;
  clear: () => void;
  done: { organization: string; email: string } | undefined;
};

export function useSetup(): Setup {
  const mutation = useMutation({
    mutationFn: async (given: FirstSetup) => {
      await api.send('POST', '/setup', { body: given });
      return { organization: given.organization.name, email: given.operator.email };
    },
  });
  return {
    run: mutation.mutate,
    pending: mutation.isPending,
    problem: mutation.error ? factsOf(mutation.error) : undefined,
    clear: mutation.reset,
    done: mutation.data,
  };
}
