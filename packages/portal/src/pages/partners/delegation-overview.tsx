import { useTranslation } from 'react-i18next';
import type { Delegation } from '../../api/shapes.ts';
import { useFormat } from '../../i18n/format.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Facts, Surface } from '../../ui/surface.tsx';
import { manualIn, useChangeEvents } from './delegation-queries.ts';
import { useOrigin } from './use-origin.ts';

/** The standing link in a few facts. */
export function DelegationOverview({ delegation }: { delegation: Delegation }) {
  const { t } = useTranslation('partners');
  const format = useFormat();
  const origin = useOrigin(delegation);
  const total = useChangeEvents().data?.events.length;
  const { partnerCard, since, endedAt, roomCount, changeControl, people } = delegation;
  const optional = (name: string, value: string | undefined) => (value === undefined ? [] : [{ name, value }]);
  return (
    <Surface title={t('tab.overview')}>
      <Facts
        items={[
          {
            name: t('column.domain'),
            value: (
              <>
                {partnerCard.domain} <CopyButton text={partnerCard.domain} what={t('domainToCopy')} />
              </>
            ),
          },
          { name: t('overview.country'), value: format.country(partnerCard.country) },
          { name: t('overview.since'), value: format.exact(since) },
          ...optional(t('overview.ended'), endedAt === null ? undefined : format.exact(endedAt)),
          ...optional(t('scope.label'), endedAt === null ? t('roomCount', { count: roomCount }) : undefined),
          ...optional(
            t('people.title'),
            people === undefined || endedAt !== null
              ? undefined
              : t('overview.people', { count: new Set(people.map(({ person }) => person.id)).size }),
          ),
          ...optional(t('control.title'), total === undefined ? undefined : t('control.manualCount', { manual: manualIn(changeControl), total })),
          ...optional(t('column.invitedBy'), origin?.createdBy?.name),
          ...optional(t('overview.acceptedBy'), origin?.answeredBy?.name),
        ]}
      />
    </Surface>
  );
}
