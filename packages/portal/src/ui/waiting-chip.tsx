import { Badge } from '@fluentui/react-components';
import { ClockRegular } from '@fluentui/react-icons/svg/clock';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client.ts';
import type { ChangeRequest, Page } from '../api/shapes.ts';
import { useOffered } from '../app/use-offered.ts';
import { usePageScope } from '../app/use-page.ts';

/** What was asked for this object and waits for its customer (D36), among the newest 200 of the customer's requests. */
export function usePendingChanges(object: string): readonly ChangeRequest[] {
  const { customer, key } = usePageScope();
  const offered = useOffered();
  const { data } = useQuery({
    queryKey: key('changes', 'pending'),
    queryFn: ({ signal }) => api.get<Page<ChangeRequest>>('/change-requests', { query: { customer, state: 'pending', limit: 200 }, signal }),
    enabled: customer !== undefined && offered('changes'),
  });
  return data?.items.filter(({ target }) => target.id === object) ?? [];
}

export function WaitingChip({ customerName }: { customerName: string }) {
  const { t } = useTranslation('ui');
  return (
    <Badge appearance="outline" color="informative" size="large" icon={<ClockRegular />}>
      {t('action.waitsFor', { customer: customerName })}
    </Badge>
  );
}
