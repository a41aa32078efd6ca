import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { queryClient } from '../api/query-client.ts';
import type { Counterpart, Me } from '../api/shapes.ts';
import { raiseBanner } from './banners.tsx';
import { createStore } from './store.ts';

/** Customers that were in reach in this tab and are no longer; their names are all that is kept. */
export const endedAccess = createStore<ReadonlyMap<string, string>>(new Map());

/** The customers that one list has and the other has not. */
export const missingFrom = (former: readonly Counterpart[], now: readonly Counterpart[]): readonly Counterpart[] =>
  former.filter(({ id }) => !now.some((other) => other.id === id));

/** When a customer leaves `/me`, its data leave the memory of this tab at once, and the person is told (portal.md, J4). */
export function useEndedAccess({ customers }: Me): void {
  const { t } = useTranslation();
  const former = useRef(customers);
  useEffect(() => {
    const ended = missingFrom(former.current, customers);
    former.current = customers;
    if (ended.length === 0) return;
    for (const { id, name } of ended) {
      queryClient.removeQueries({ queryKey: ['c', id] });
      raiseBanner({ id: `ended-${id}`, text: t('banner.accessEnded', { customer: name }) });
    }
    void queryClient.resetQueries({ queryKey: ['c', 'all'] });
    endedAccess.set(new Map([...endedAccess.get(), ...ended.map(({ id, name }) => [id, name] as const)]));
  }, [customers, t]);
}
