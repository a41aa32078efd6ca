import { type QueryKey, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from './client.ts';
import { factsOf, Problem, type ProblemFacts } from './problem.ts';
import type { Rehearsal } from './shapes.ts';
import { useWrite, type Write } from './use-write.ts';

/** An act that changes who has access, before it is done. */
export type Rehearsable = {
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  body?: unknown;
  /** The version the act begins with; a later one is refused. */ ifMatch?: number;
};

const versionOf = ({ ifMatch }: Rehearsable): { ifMatch?: number } => (ifMatch === undefined ? {} : { ifMatch });

export type Rehearsed<Output> = {
  /** Asks what the act would do; asking again takes a new picture. */
  look: (act: Rehearsable) => void;
  /** True from the question until it is dropped or done. */
  asked: boolean;
  looking: boolean;
  picture: Rehearsal | undefined;
  /** The picture that was confirmed and had changed by then. */
  former: Rehearsal | undefined;
  /** Why the act would be refused. */
  refused: ProblemFacts | undefined;
  /** Does what the picture shows, and nothing else. */
  act: Write<{ reason?: string }, Output>;
  drop: () => void;
};

/**
 * Who gains and who loses what by an act, then the act, bound to that picture: where it has changed in between the server
 * refuses and the new one is fetched (D41, D53).
 *
 * @param start the act to look at first, where the picture is wanted at once
 */
export function useRehearsed<Output>(
  touches: readonly QueryKey[],
  onDone: (done: { value: Output; picture: Rehearsal } | { waitsUntil: string }) => void,
  start?: Rehearsable,
): Rehearsed<Output> {
  const [question, setQuestion] = useState(start === undefined ? undefined : { act: start, n: 0 });
  const [former, setFormer] = useState<Rehearsal>();
  const wanted = question?.act;
  const look = useQuery({
    queryKey: ['rehearsal', wanted?.method, wanted?.path, wanted?.body, question?.n],
    enabled: wanted !== undefined,
    gcTime: 0,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    queryFn: async () => {
      if (wanted === undefined) throw new Error('nothing is to be rehearsed');
      const answer = await api.send<Rehearsal>(wanted.method, wanted.path, { query: { rehearse: 'true' }, body: wanted.body, ...versionOf(wanted) });
      if (answer.kind === 'waits') throw new Error('a rehearsal was sent for approval');
      return answer.value;
    },
  });
  const picture = wanted === undefined ? undefined : look.data;
  const act = useWrite<{ reason?: string }, Output>(
    async ({ reason = '' }, idempotencyKey) => {
      if (wanted === undefined || picture === undefined) throw new Error('nothing was rehearsed');
      const given = reason.trim();
      try {
        return await api.send<Output>(wanted.method, wanted.path, {
          body: wanted.body,
          rehearsal: picture.rehearsal,
          ...versionOf(wanted),
          idempotencyKey,
          ...(given === '' ? {} : { reason: given }),
        });
      } catch (error) {
        if (error instanceof Problem && error.facts.code === 'rehearsal_outdated') {
          setFormer(picture);
          await look.refetch();
        }
        throw error;
      }
    },
    touches,
    (answer) => {
      setQuestion(undefined);
      if (answer.kind === 'waits') onDone({ waitsUntil: answer.changeRequest.expiresAt });
      else if (picture) onDone({ value: answer.value, picture });
    },
  );
  return {
    look: (next) => {
      setFormer(undefined);
      act.clear();
      setQuestion({ act: next, n: (question?.n ?? 0) + 1 });
    },
    asked: wanted !== undefined,
    looking: look.isFetching,
    picture,
    former,
    refused: wanted !== undefined && look.error ? factsOf(look.error) : undefined,
    act,
    drop: () => {
      setQuestion(undefined);
      setFormer(undefined);
      act.clear();
    },
  };
}
