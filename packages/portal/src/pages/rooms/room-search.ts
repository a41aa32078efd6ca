import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import type { Page, Room } from '../../api/shapes.ts';

/**
 * Rooms of a customer by the beginning of a word of their name, city or site, in a group where one is given; the former
 * ones stay while the next are on their way.
 */
export function useRoomSearch(customer: string, typed: string, group?: string): readonly Room[] {
  const { data } = useQuery({
    queryKey: ['c', customer, 'rooms', 'picker', group, typed],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      api.get<Page<Room>>(`/customers/${encodeURIComponent(customer)}/rooms`, {
        query: { limit: 50, q: typed === '' ? undefined : typed, group },
        signal,
      }),
  });
  return data?.items ?? [];
}
