import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { stepUp } from '../shell/step-up-store.ts';
import { type Answer, newIntention } from './client.ts';
import { factsOf, Problem, type ProblemFacts } from './problem.ts';

export type Write<Input, Output> = {
  /** Starts the act; what becomes of it is in the other members. */
  run: (input: Input) => void;
  pending: boolean;
  problem: ProblemFacts | undefined;
  answer: Answer<Output> | undefined;
  /** Forgets problem and answer, e.g. when a dialog closes. */
  clear: () => void;
};

/**
 * One act of a person: never optimistic, the page shows the result when the server has it (portal.md section 4).
 * The same input repeated after a failure bears the same idempotency key, so nothing is done twice; another input is
 * another intention. A demand for a fresh sign-in opens the step-up dialog, which repeats the act afterwards.
 *
 * @param act calls `api.send` with the key it is given
 * @param touches keys of queries whose answers the act changes; they are read again
 * @param onAnswer is told what was sent beside what became of it, since the page may hold something else by then
 */
export function useWrite<Input, Output>(
  act: (input: Input, idempotencyKey: string) => Promise<Answer<Output>>,
  touches: readonly QueryKey[] = [],
  onAnswer?: (answer: Answer<Output>, input: Input) => void,
): Write<Input, Output> {
  const client = useQueryClient();
  const intention = useRef({ input: '', key: '' });
  const mutation = useMutation<Answer<Output>, Error, Input>({
    mutationFn: (input) => {
      const written = JSON.stringify(input) ?? '';
      if (intention.current.key === '' || intention.current.input !== written) intention.current = { input: written, key: newIntention() };
      return act(input, intention.current.key);
    },
    onSuccess: async (answer, input) => {
      intention.current = { input: '', key: '' };
      await Promise.all(touches.map((queryKey) => client.invalidateQueries({ queryKey })));
      onAnswer?.(answer, input);
    },
    onError: (error, input) => {
      if (error instanceof Problem && error.facts.code === 'step_up_required') stepUp.set({ repeat: () => mutation.mutate(input) });
    },
  });
  const problem = mutation.error ? factsOf(mutation.error) : undefined;
  return {
    run: mutation.mutate,
    pending: mutation.isPending,
    problem: problem?.code === 'step_up_required' ? undefined : problem,
    answer: mutation.data,
    clear: mutation.reset,
  };
}
