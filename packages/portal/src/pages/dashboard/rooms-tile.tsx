import { makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { customerFilter, type ScopedKey } from '../../api/keys.ts';
import type { Health, Page, Room } from '../../api/shapes.ts';
import { AppLink } from '../../app/link.tsx';
import { usePageScope } from '../../app/use-page.ts';
import { useFormat } from '../../i18n/format.ts';
import { paths } from '../../paths.ts';
import { SkeletonBar } from '../../ui/skeleton-rows.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { Surface } from '../../ui/surface.tsx';

const useStyles = makeStyles({
  tiles: {
    display: 'grid',
    gap: '12px',
    gridTemplateColumns: 'repeat(auto-fit, minmax(190px, 1fr))',
    '@media (max-width: 479.98px)': { gap: '8px', gridTemplateColumns: 'minmax(0, 1fr)' },
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  tile: {
    display: 'grid',
    gap: '6px',
    padding: '14px 16px',
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground2,
    border: `1px solid ${tokens.colorNeutralStroke3}`,
    color: tokens.colorNeutralForeground1,
    // One line each, where there is room for one column only.
    '@media (max-width: 479.98px)': {
      display: 'flex',
      flexDirection: 'row-reverse',
      justifyContent: 'space-between',
      alignItems: 'center',
      paddingBlock: '8px',
    },
    ':hover': { backgroundColor: tokens.colorNeutralBackground2Hover, color: tokens.colorNeutralForeground1, textDecorationLine: 'none' },
  },
  number: {
    fontSize: tokens.fontSizeHero800,
    lineHeight: tokens.lineHeightHero800,
    '@media (max-width: 479.98px)': { fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500 },
    fontWeight: tokens.fontWeightSemibold,
    fontVariantNumeric: 'tabular-nums',
    letterSpacing: '-0.02em',
  },
  text: { color: tokens.colorNeutralForeground3 },
});

const order = ['important', 'warning', 'unknown', 'not-monitored', 'healthy'] as const satisfies readonly Health[];

async function countRooms(key: ScopedKey, signal: AbortSignal): Promise<Map<Health, number | undefined>> {
  const counts = order.map(async (health) => {
    const page = await api.get<Page<Room>>('/rooms', { query: { customer: customerFilter(key), health, limit: 1, count: true }, signal });
    return [health, page.count] as const;
  });
  return new Map(await Promise.all(counts));
}

/** How many rooms are in which health, each number a link to the rooms behind it. */
export function RoomsTile() {
  const styles = useStyles();
  const { t } = useTranslation('dashboard');
  const format = useFormat();
  const { scope, key } = usePageScope();
  const countKey = key('rooms', 'counts');
  const { data, isError } = useQuery({ queryKey: countKey, queryFn: ({ signal }) => countRooms(countKey, signal) });
  return (
    <Surface title={t('rooms.title')} actions={<AppLink to={paths.rooms(scope)}>{t('rooms.all')}</AppLink>}>
      {isError ? (
        <p className={styles.text}>{t('unavailable')}</p>
      ) : (
        <ul className={styles.tiles} aria-busy={data === undefined}>
          {order.map((health) => {
            const count = data?.get(health);
            return (
              <li key={health}>
                <AppLink to={paths.rooms(scope)} search={{ f: [`health:${health}`] }} className={styles.tile}>
                  <span className={styles.number}>{data === undefined ? <SkeletonBar /> : count === undefined ? '–' : format.number(count)}</span>
                  <StatusBadge kind="health" value={health} />
                </AppLink>
              </li>
            );
          })}
        </ul>
      )}
    </Surface>
  );
}
