import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import type { Incident } from '../../api/shapes.ts';

/** One incident; its key names the customer of the incident, also where the list beside it shows all of them. */
export const useIncident = (customer: string, id: string) =>
  useQuery({
    queryKey: ['c', customer, 'incidents', 'one', id],
    queryFn: ({ signal }) => api.get<Incident>(`/customers/${encodeURIComponent(customer)}/incidents/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: 30_000,
  });
