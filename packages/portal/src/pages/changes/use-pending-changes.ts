import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import type { ChangeRequest, Page } from '../../api/shapes.ts';
import { useOffered } from '../../app/use-offered.ts';
import { usePageScope } from '../../app/use-page.ts';

/** What was asked for this object and waits for its customer (D36), the newest first. */
export function usePendingChanges(target: string): readonly ChangeRequest[] {
  const { customer, key } = usePageScope();
  const offered = useOffered();
  const { data } = useQuery({
    queryKey: key('changes', 'pending', target),
    queryFn: ({ signal }) => api.get<Page<ChangeRequest>>('/change-requests', { query: { customer, target, state: 'pending' }, signal }),
    enabled: customer !== undefined && offered('changes'),
  });
  return data?.items ?? [];
}
