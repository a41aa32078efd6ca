import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { api } from '../../../api/client.ts';
import { useScopedList } from '../../../api/cursor-list.ts';
import { type ScopedKey, scopedKey } from '../../../api/keys.ts';
import type { Atom, Room, RoomGroup } from '../../../api/shapes.ts';
import { ownScope } from '../../../paths.ts';

type Measured = { rooms: number; places: readonly { country: string; rooms: number }[] };
type Places = { countries: readonly string[]; cities: readonly string[]; sites: readonly string[] };

const own = (customer: string, ...rest: unknown[]): ScopedKey => scopedKey(ownScope, customer, ...rest);

/** How many rooms the scope covers now; the former number stays while the next one is on its way. */
export function useMeasured(customer: string, scope: readonly Atom[]) {
  return useQuery({
    queryKey: own(customer, 'scope', scope),
    enabled: scope.length > 0,
    placeholderData: keepPreviousData,
    queryFn: async () => {
      const answer = await api.send<Measured>('POST', `/customers/${customer}/scope/measure`, { body: { scope } });
      if (answer.kind === 'waits') throw new Error('measuring a scope was sent for approval');
      return answer.value;
    },
  });
}

export const usePlaces = (customer: string) =>
  useQuery({ queryKey: own(customer, 'places'), queryFn: ({ signal }) => api.get<Places>(`/customers/${customer}/places`, { signal }) });

export const useRoomGroups = (customer: string) => useScopedList<RoomGroup>(own(customer, 'room-groups'), '/room-groups');

/** The rooms behind ids, as far as they exist. */
export function useRooms(customer: string, rooms: readonly string[]): ReadonlyMap<string, Room> {
  return useQueries({
    queries: rooms.map((id) => ({
      queryKey: own(customer, 'room', id),
      queryFn: ({ signal }: { signal: AbortSignal }) => api.get<Room>(`/customers/${customer}/rooms/${id}`, { signal }),
    })),
    combine: (results) => new Map(results.flatMap(({ data }) => (data ? [[data.id, data] as const] : []))),
  });
}
