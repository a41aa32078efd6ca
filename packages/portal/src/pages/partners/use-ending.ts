import { type QueryKey, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { Problem } from '../../api/problem.ts';
import type { Ended, Rehearsal } from '../../api/shapes.ts';
import { useWrite, type Write } from '../../api/use-write.ts';

export type Ending = {
  picture: Rehearsal | undefined;
  /** The picture that was confirmed and had changed by then. */
  former: Rehearsal | undefined;
  looking: boolean;
  lookError: Error | null;
  act: Write<{ reason: string }, Ended>;
};

/**
 * Ending a delegation, from either side: first the picture of what it does, then the act bound to that picture. When the
 * picture has changed in between the server refuses, and the new one is fetched (D41, D42, D53).
 *
 * @param path of the delegation, as this side sees it
 */
export function useEnding(path: string, touches: readonly QueryKey[], onEnded: (ended: Ended, picture: Rehearsal) => void): Ending {
  const [former, setFormer] = useState<Rehearsal>();
  const look = useQuery({
    queryKey: ['rehearsal', path],
    gcTime: 0,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    queryFn: async () => {
      const answer = await api.send<Rehearsal>('DELETE', path, { query: { rehearse: 'true' } });
      if (answer.kind === 'waits') throw new Error('a rehearsal was sent for approval');
      return answer.value;
    },
  });
  const picture = look.data;
  const act = useWrite<{ reason: string }, Ended>(
    async ({ reason }, idempotencyKey) => {
      if (picture === undefined) throw new Error('nothing was rehearsed');
      const given = reason.trim();
      try {
        return await api.send<Ended>('DELETE', path, { rehearsal: picture.rehearsal, idempotencyKey, ...(given === '' ? {} : { reason: given }) });
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
      if (answer.kind === 'done' && picture) onEnded(answer.value, picture);
    },
  );
  return { picture, former, looking: look.isFetching, lookError: look.error, act };
}
