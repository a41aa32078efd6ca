import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Room } from '../../api/shapes.ts';
import { useFormat } from '../../i18n/format.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { Surface } from '../../ui/surface.tsx';
import { useTerm } from '../../ui/term.ts';

const useStyles = makeStyles({
  state: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '6px 16px', fontSize: tokens.fontSizeBase400 },
  since: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase300 },
  list: { margin: 0, paddingInlineStart: '20px', display: 'grid', gap: '6px' },
  text: { margin: 0, color: tokens.colorNeutralForeground2, textWrap: 'pretty' },
});

/** The health of a room and why, in words; a room of which nothing is known is never called healthy (D54). */
export function HealthReasons({ room }: { room: Room }) {
  const styles = useStyles();
  const { t } = useTranslation('rooms');
  const term = useTerm();
  const format = useFormat();
  return (
    <Surface title={t('column.health')}>
      <div className={styles.state}>
        <StatusBadge kind="health" value={room.health} />
        <span className={styles.since}>
          <time dateTime={room.healthSince} title={format.exact(room.healthSince)}>
            {t('health.since', { time: format.dateTime(room.healthSince) })}
          </time>
        </span>
      </div>
      {room.healthReasons.length > 0 ? (
        <ul className={styles.list}>
          {room.healthReasons.map((reason) => (
            <li key={reason}>{term('reason', reason)}</li>
          ))}
        </ul>
      ) : (
        <p className={styles.text}>{t(withoutReason(room))}</p>
      )}
      {room.health === 'unknown' && <p className={styles.text}>{t('health.unknownMeans')}</p>}
    </Surface>
  );
}

function withoutReason({ health, enrolment }: Room) {
  if (health === 'healthy') return 'health.healthy' as const;
  if (health !== 'not-monitored') return 'health.noReason' as const;
  switch (enrolment.state) {
    case 'waiting':
      return 'health.waitsForMachine' as const;
    case 'key_expired':
      return 'health.keyExpired' as const;
    case 'enrolled':
      return 'health.notMeasured' as const;
    case 'none':
      return 'health.noKey' as const;
  }
}
