import { type QueryKey, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, type Answer } from '../../api/client.ts';
import type { UpdateRing } from '../../api/shapes.ts';
import { usePageScope } from '../../app/use-page.ts';
import { useFormat } from '../../i18n/format.ts';
import { toast } from '../../shell/toast-store.ts';
import { useTerm } from '../../ui/term.ts';

export const ringsPath = (customer: string): string => `/customers/${encodeURIComponent(customer)}/update-rings`;
export const ringPath = (customer: string, ring: string): string => `${ringsPath(customer)}/${encodeURIComponent(ring)}`;

export function useRing(customer: string, ring: string) {
  const { key } = usePageScope();
  return useQuery({
    queryKey: key('rings', 'one', ring),
    queryFn: ({ signal }) => api.get<UpdateRing>(ringPath(customer, ring), { signal }),
  });
}

/** What a change of a ring may change: rings, rooms and requests for approval. */
export function useTouchedByRing(): QueryKey[] {
  const { key } = usePageScope();
  return [key('rings'), ['c', 'all', 'rings'], key('rooms'), key('room'), key('changes'), key('audit')];
}

/** Built-in rings by their word, those of people by their name. */
export function useRingName(): (ring: { id: string; name: string; builtIn: boolean }) => string {
  const term = useTerm();
  return ({ id, name, builtIn }) => (builtIn ? term('ring', id) : name);
}

/** Says what became of a write: done, or waiting for the customer (D36). */
export function useSay(): (answer: Answer<unknown>, done: string) => void {
  const { t } = useTranslation('ui');
  const format = useFormat();
  return (answer, done) => {
    if (answer.kind === 'waits') toast(t('action.waits', { time: format.dateTime(answer.changeRequest.expiresAt) }), 'info');
    else toast(done);
  };
}
