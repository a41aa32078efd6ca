import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import type { Page, RoomGroup, UpdateRing } from '../../api/shapes.ts';
import { useTerm } from '../../ui/term.ts';

type Places = { countries: readonly string[]; cities: readonly string[]; sites: readonly string[] };
const nowhere: Places = { countries: [], cities: [], sites: [] };

/** Where the rooms in reach lie, of all customers or of the one that a filter names; nothing while unknown. */
export function usePlacesOfAll(customer: string | undefined, wanted: 'wanted' | 'not wanted'): Places {
  const { data } = useQuery({
    queryKey: ['c', 'all', 'places', customer],
    queryFn: ({ signal }) => api.get<Places>('/places', { query: { customer }, signal }),
    enabled: wanted === 'wanted',
    staleTime: 60_000,
  });
  return data ?? nowhere;
}

/** Where the rooms in reach of one customer lie; nothing while unknown and in all-customers mode. */
export function usePlaces(customer: string | undefined): Places {
  const { data } = useQuery({
    queryKey: ['c', customer, 'places'],
    queryFn: ({ signal }) => api.get<Places>(`/customers/${customer ?? ''}/places`, { signal }),
    enabled: customer !== undefined,
  });
  return data ?? nowhere;
}

/** The update rings of one customer, in their order; the built-in ones have their words, the others their names. */
export function useRings(customer: string | undefined, wanted: 'wanted' | 'not wanted'): readonly { id: string; name: string }[] {
  const term = useTerm();
  const { data } = useQuery({
    queryKey: ['c', customer, 'rings', 'names'],
    queryFn: ({ signal }) => api.get<Page<UpdateRing>>(`/customers/${customer ?? ''}/update-rings`, { query: { limit: 200 }, signal }),
    enabled: customer !== undefined && wanted === 'wanted',
  });
  return (data?.items ?? []).map(({ id, name, builtIn }) => ({ id, name: builtIn ? term('ring', id) : name }));
}

/** The room groups of one customer in reach, at most 200 of them; `undefined` until they are known. */
export function useRoomGroups(customer: string | undefined, wanted: 'wanted' | 'not wanted'): readonly RoomGroup[] | undefined {
  const { data } = useQuery({
    queryKey: ['c', customer, 'room-groups'],
    queryFn: ({ signal }) => api.get<Page<RoomGroup>>('/room-groups', { query: { customer, limit: 200 }, signal }),
    enabled: customer !== undefined && wanted === 'wanted',
  });
  return data?.items;
}
