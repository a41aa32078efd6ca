import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import type { Incident, IncidentChange } from '../../api/shapes.ts';
import { useWrite, type Write } from '../../api/use-write.ts';
import { useFormat } from '../../i18n/format.ts';
import { toast } from '../../shell/toast-store.ts';

export const incidentPath = (customer: string, id: string): string =>
  `/customers/${encodeURIComponent(customer)}/incidents/${encodeURIComponent(id)}`;

/** One incident; its key names the customer of the incident, also where the list beside it shows all of them. */
export const useIncident = (customer: string, id: string) =>
  useQuery({
    queryKey: ['c', customer, 'incidents', 'one', id],
    queryFn: ({ signal }) => api.get<Incident>(incidentPath(customer, id), { signal }),
    refetchInterval: 30_000,
  });

/** What a change of a ticket, or a new one, changes elsewhere. */
export const touchedByTicket = (customer: string) =>
  [
    ['c', customer, 'incidents'],
    ['c', 'all', 'incidents'],
    ['c', customer, 'changes'],
    ['c', customer, 'audit'],
  ] as const;

/**
 * A change of the ticket as it was read: where somebody else was faster, nothing is overwritten and the present state is read.
 * @param said the words of what was done
 */
export function useTicket(incident: Incident, onDone?: () => void): Write<IncidentChange & { said: string }, Incident> {
  const { t } = useTranslation('ui');
  const format = useFormat();
  const fresh = useIncident(incident.customer, incident.id);
  return useWrite<IncidentChange & { said: string }, Incident>(
    async ({ said, ...body }, idempotencyKey) => {
      try {
        const answer = await api.send<Incident>('PATCH', incidentPath(incident.customer, incident.id), {
          body,
          ifMatch: incident.version,
          idempotencyKey,
        });
        if (answer.kind === 'done') toast(said);
        return answer;
      } catch (error) {
        void fresh.refetch();
        throw error;
      }
    },
    touchedByTicket(incident.customer),
    (answer) => {
      if (answer.kind === 'waits') toast(t('action.waits', { time: format.dateTime(answer.changeRequest.expiresAt) }), 'info');
      onDone?.();
    },
  );
}
