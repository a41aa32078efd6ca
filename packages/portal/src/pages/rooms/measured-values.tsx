import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled } from '@fluentui/react-icons/svg/checkmark-circle';
import { DismissCircleRegular } from '@fluentui/react-icons/svg/dismiss-circle';
import { QuestionCircleRegular } from '@fluentui/react-icons/svg/question-circle';
import { useTranslation } from 'react-i18next';
import type { Room } from '../../api/shapes.ts';
import { useFormat } from '../../i18n/format.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { Surface } from '../../ui/surface.tsx';
import { isKnownReason, itemsOf, type Measured, measured, numberOf, type Probe, probes, reasonKeys, textOf } from './measurements.ts';

const useStyles = makeStyles({
  list: { display: 'grid', margin: 0 },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(120px, 180px) minmax(130px, 180px) minmax(0, 1fr)',
    gap: '4px 20px',
    paddingBlock: '10px',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    ':first-child': { borderTopStyle: 'none', paddingBlockStart: 0 },
    '@media (max-width: 639.98px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  name: { fontWeight: tokens.fontWeightSemibold },
  state: { margin: 0, display: 'inline-flex', alignItems: 'flex-start', gap: '6px' },
  detail: { margin: 0, minWidth: 0, overflowWrap: 'anywhere' },
  lines: { margin: 0, padding: 0, listStyleType: 'none', display: 'grid', gap: '2px' },
  quiet: { color: tokens.colorNeutralForeground3 },
  icon: { display: 'inline-flex', flexShrink: 0 },
  present: { color: tokens.colorStatusSuccessForeground1 },
  not_present: { color: tokens.colorStatusDangerForeground1 },
  unknown: { color: tokens.colorNeutralForeground3 },
  foot: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

const icons = { present: CheckmarkCircleFilled, not_present: DismissCircleRegular, unknown: QuestionCircleRegular };

/** What the room's machine measured of itself, whose words hold nothing invisible (A107): each thing is there, is not there, or nobody can say, with the reason (D54). */
export function MeasuredValues({ room }: { room: Room }) {
  const styles = useStyles();
  const { t } = useTranslation('rooms');
  return (
    <Surface title={t('measured.title')}>
      {room.measurements ? (
        <>
          <dl className={styles.list}>
            {probes.map((probe) => (
              <MeasuredThing key={probe} probe={probe} value={measured(room, probe)} />
            ))}
          </dl>
          <p className={styles.foot}>
            {t('measured.at')} <RelativeTime at={room.lastSeenAt} />
          </p>
        </>
      ) : (
        <p className={styles.foot}>{t('measured.nothing')}</p>
      )}
    </Surface>
  );
}

function MeasuredThing({ probe, value }: { probe: Probe; value: Measured }) {
  const styles = useStyles();
  const { t } = useTranslation('rooms');
  const linesOf = useLines();
  const Icon = icons[value.state];
  const { reason } = value;
  return (
    <div className={styles.row}>
      <dt className={styles.name}>{t(`measured.probe.${probe}`)}</dt>
      <dd className={styles.state}>
        <span className={mergeClasses(styles.icon, styles[value.state])}>
          <Icon fontSize={18} aria-hidden />
        </span>
        {t(`measured.state.${value.state}`)}
      </dd>
      <dd className={styles.detail}>
        {value.state === 'present' && <Details lines={linesOf(probe, value)} />}
        {reason !== undefined &&
          (isKnownReason(reason) ? (
            <span className={styles.quiet}>{t(`measured.reason.${reasonKeys[reason]}`)}</span>
          ) : (
            <span className={styles.quiet} lang="en">
              {reason}
            </span>
          ))}
      </dd>
    </div>
  );
}

/** What is there, in lines; only what was measured. */
function useLines(): (probe: Probe, value: Measured) => string[] {
  const { t } = useTranslation('rooms');
  const format = useFormat();
  return (probe, value) => {
    switch (probe) {
      case 'cpu': {
        const [cores, load] = [numberOf(value, 'cores'), numberOf(value, 'loadPercent')];
        return [
          ...(cores === undefined ? [] : [t('measured.cores', { count: cores })]),
          ...(load === undefined ? [] : [t('measured.load', { percent: format.percent(load) })]),
        ];
      }
      case 'memory': {
        const [total, used] = [numberOf(value, 'totalBytes'), numberOf(value, 'usedBytes')];
        return total === undefined || used === undefined || total === 0
          ? []
          : [t('measured.used', { used: format.bytes(used), total: format.bytes(total), percent: format.percent((used / total) * 100) })];
      }
      case 'disks':
        return itemsOf(value).map((disk) =>
          t('measured.disk', {
            mount: textOf(disk, 'mount') ?? '',
            used: format.bytes(numberOf(disk, 'usedBytes') ?? 0),
            total: format.bytes(numberOf(disk, 'sizeBytes') ?? 0),
            percent: format.percent(numberOf(disk, 'usedPercent') ?? 0),
          }),
        );
      case 'displays':
        return itemsOf(value).map((display) => joined([textOf(display, 'name'), textOf(display, 'resolution'), textOf(display, 'connector')], ' · '));
      case 'network':
        return itemsOf(value).map((one) => {
          const type = textOf(one, 'type');
          const kind = type === 'wired' || type === 'wireless' ? type : 'other';
          return t(one['up'] === true ? 'measured.up' : 'measured.down', { name: textOf(one, 'name') ?? '', kind: t(`measured.kind.${kind}`) });
        });
      case 'os':
        return [
          joined([textOf(value, 'name'), textOf(value, 'version')], ' '),
          joined([textOf(value, 'kernel'), textOf(value, 'arch')], ' · '),
        ].filter((line) => line !== '');
      case 'uptimeSeconds': {
        const seconds = numberOf(value, 'value');
        return seconds === undefined ? [] : [format.duration(seconds)];
      }
      case 'cameras':
      case 'microphones':
        return itemsOf(value).map((item) => textOf(item, 'name') ?? '');
    }
  };
}

const joined = (parts: readonly (string | undefined)[], by: string): string => parts.filter((part) => part !== undefined).join(by);

function Details({ lines }: { lines: readonly string[] }) {
  const styles = useStyles();
  if (lines.length === 0) return null;
  return (
    <ul className={styles.lines}>
      {lines.map((line, n) => (
        // Two devices may bear the same name.
        <li key={`${n} ${line}`}>
          <bdi>{line}</bdi>
        </li>
      ))}
    </ul>
  );
}
