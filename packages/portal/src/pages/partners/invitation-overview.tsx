import { makeStyles, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Invitation } from '../../api/shapes.ts';
import { AppLink } from '../../app/link.tsx';
import { useFormat } from '../../i18n/format.ts';
import { paths } from '../../paths.ts';
import { TimeLeft } from '../../ui/relative-time.tsx';
import { Facts, Surface } from '../../ui/surface.tsx';
import { manualIn, useChangeEvents } from './delegation-queries.ts';

const useStyles = makeStyles({ box: { display: 'grid', gap: '16px' } });

/** What was offered, by whom and until when; and what became of it (D18). */
export function InvitationOverview({ invitation }: { invitation: Invitation }) {
  const styles = useStyles();
  const { t } = useTranslation('partners');
  const format = useFormat();
  const total = useChangeEvents().data?.events.length;
  const { partnerCard, partner, domain, createdAt, createdBy, expiresAt, state, answeredAt, answeredBy, roomCount, changeControl } = invitation;
  const optional = (name: string, value: string | undefined) => (value === undefined ? [] : [{ name, value }]);
  const at = answeredAt === null ? '' : format.exact(answeredAt);
  return (
    <div className={styles.box}>
      {state !== 'pending' && (
        <MessageBar intent={state === 'accepted' ? 'success' : 'info'} layout="multiline">
          <MessageBarBody>
            {state === 'expired'
              ? t('became.expired', { instant: format.exact(expiresAt) })
              : answeredBy === undefined
                ? t(`becameBySomebody.${state}`, { instant: at })
                : t(`became.${state}`, { person: answeredBy.name, organization: answeredBy.organization.name, instant: at })}{' '}
            {state === 'accepted' && (
              <AppLink look="inline" to={paths.partnerDetail(partner)}>
                {t('review.openDelegation')}
              </AppLink>
            )}
          </MessageBarBody>
        </MessageBar>
      )}
      <Surface title={t('tab.overview')}>
        <Facts
          items={[
            { name: t('column.partner'), value: partnerCard.name },
            { name: t('column.domain'), value: domain },
            { name: t('overview.country'), value: format.country(partnerCard.country) },
            { name: t('scope.label'), value: t('roomCount', { count: roomCount }) },
            ...optional(t('control.title'), total === undefined ? undefined : t('control.manualCount', { manual: manualIn(changeControl), total })),
            { name: t('overview.sent'), value: format.exact(createdAt) },
            ...optional(t('column.invitedBy'), createdBy?.name),
            {
              name: t('review.expires'),
              value: (
                <>
                  {format.exact(expiresAt)}
                  {state === 'pending' && (
                    <>
                      {' ('}
                      <TimeLeft as="when" at={expiresAt} />)
                    </>
                  )}
                </>
              ),
            },
          ]}
        />
      </Surface>
    </div>
  );
}
