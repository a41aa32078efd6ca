import { makeStyles, MessageBar, MessageBarBody, MessageBarTitle, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { ChangeRequest, Room } from '../../api/shapes.ts';
import { AppLink } from '../../app/link.tsx';
import { usePageScope } from '../../app/use-page.ts';
import { useFormat } from '../../i18n/format.ts';
import { paths } from '../../paths.ts';
import { BeforeAfter } from '../../ui/before-after.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { RelativeTime, TimeLeft } from '../../ui/relative-time.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { Facts, Surface } from '../../ui/surface.tsx';
import { useTerm } from '../../ui/term.ts';
import { HealthReasons } from './health-reasons.tsx';
import { MeasuredValues } from './measured-values.tsx';
import { useRings, useRoomGroups } from './use-places.ts';

const useStyles = makeStyles({
  grid: { display: 'grid', gap: '20px', gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 400px), 1fr))', alignItems: 'start' },
  whole: { gridColumnStart: 1, gridColumnEnd: -1 },
  stack: { display: 'grid', gap: '20px' },
  id: {
    display: 'inline-flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '4px',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
  },
  notes: { margin: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
  quiet: { margin: 0, color: tokens.colorNeutralForeground3 },
  waits: { display: 'grid', gap: '8px', paddingBlockEnd: '8px' },
});

/** Health with its cause first, then what the room is, then what its machine measured. */
export function RoomOverview({ room, waiting }: { room: Room; waiting: readonly ChangeRequest[] }) {
  const styles = useStyles();
  const { t } = useTranslation(['rooms', 'ui']);
  return (
    <div className={styles.stack}>
      {waiting.map((change) => (
        <WaitingChange key={change.id} change={change} />
      ))}
      <div className={styles.grid}>
        <HealthReasons room={room} />
        <RoomFacts room={room} />
        <div className={styles.whole}>
          <MeasuredValues room={room} />
        </div>
        {room.notes !== '' && (
          <Surface title={t('field.notes')} className={styles.whole}>
            <p className={styles.notes}>{room.notes}</p>
          </Surface>
        )}
      </div>
    </div>
  );
}

function RoomFacts({ room }: { room: Room }) {
  const styles = useStyles();
  const { t } = useTranslation(['rooms', 'ui']);
  const term = useTerm();
  const format = useFormat();
  const { customer, scope } = usePageScope();
  const groups = useRoomGroups(customer, room.groups && room.groups.length > 0 ? 'wanted' : 'not wanted');
  const rings = useRings(customer, room.ring?.startsWith('ring_') ? 'wanted' : 'not wanted');
  const nameOf = (id: string): string => groups?.find((group) => group.id === id)?.name ?? id;
  return (
    <Surface title={t('overview.about')}>
      <Facts
        items={[
          ...(scope.side === 'partner' ? [{ name: t('ui:list.customer'), value: room.customerName }] : []),
          { name: t('column.site'), value: room.site },
          { name: t('column.city'), value: room.city },
          { name: t('column.country'), value: format.country(room.country) },
          { name: t('column.device'), value: term('device', room.device) },
          ...(room.groups === undefined
            ? []
            : [{ name: t('field.groups'), value: room.groups.length === 0 ? t('ui:none') : format.list(room.groups.map(nameOf)) }]),
          ...(room.ring === undefined
            ? []
            : [{ name: t('field.ring'), value: rings.find(({ id }) => id === room.ring)?.name ?? term('ring', room.ring) }]),
          { name: t('column.enrolment'), value: <StatusBadge kind="enrolment" value={room.enrolment.state} /> },
          { name: t('column.lastSeen'), value: <RelativeTime at={room.lastSeenAt} otherwise={t('ui:never')} /> },
          {
            name: t('overview.id'),
            value: (
              <span className={styles.id}>
                {room.id} <CopyButton text={room.id} what={t('overview.idWhat')} />
              </span>
            ),
          },
        ]}
      />
    </Surface>
  );
}

/** The room shows its present values; this says what was asked for beside them (D36). */
function WaitingChange({ change }: { change: ChangeRequest }) {
  const styles = useStyles();
  const { t } = useTranslation('rooms');
  const { scope, customer } = usePageScope();
  const groups = useRoomGroups(customer, JSON.stringify([change.before, change.after]).includes('rgrp_') ? 'wanted' : 'not wanted');
  return (
    <MessageBar intent="info" layout="multiline">
      <MessageBarBody className={styles.waits}>
        <MessageBarTitle>{t('waiting.title', { customer: change.customerName })}</MessageBarTitle>
        <span>{t('waiting.asked', { person: change.requestedBy.name, organization: change.requestedBy.organization.name })}</span>
        <BeforeAfter before={change.before} after={change.after} names={new Map(groups?.map(({ id, name }) => [id, name]))} />
        <span>
          {t('waiting.until')} <TimeLeft as="when" at={change.expiresAt} /> ·{' '}
          <AppLink to={paths.changes(scope)} search={{ open: change.id }}>
            {t('waiting.open')}
          </AppLink>
        </span>
      </MessageBarBody>
    </MessageBar>
  );
}
