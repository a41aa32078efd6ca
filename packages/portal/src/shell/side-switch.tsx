import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { BuildingRegular } from '@fluentui/react-icons/svg/building';
import { PeopleTeamRegular } from '@fluentui/react-icons/svg/people-team';
import { useTranslation } from 'react-i18next';
import { useMe } from '../api/me.ts';
import { AppLink } from '../app/link.tsx';
import { currentSide } from './current-side.ts';
import { lastPage } from './last-page.ts';
import type { PagedSide } from './navigation.ts';
import { useShownPath } from '../app/shown-path.ts';

const icons = { organization: BuildingRegular, partner: PeopleTeamRegular };

const useStyles = makeStyles({
  row: { display: 'flex', gap: '2px', alignSelf: 'stretch', alignItems: 'center' },
  column: { display: 'grid', boxSizing: 'border-box', width: '100%', gap: '4px', paddingInline: '12px', paddingBlockEnd: '8px' },
  link: {
    position: 'relative',
    display: 'inline-flex',
    alignItems: 'center',
    gap: '6px',
    height: '32px',
    paddingInline: '12px',
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground2,
    whiteSpace: 'nowrap',
    boxSizing: 'border-box',
    border: '1px solid transparent',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover, color: tokens.colorNeutralForeground1, textDecorationLine: 'none' },
  },
  // Visible in the high contrast theme, where grounds do not differ.
  current: { border: `1px solid ${tokens.colorTransparentStroke}` },
  organization: {
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground2,
    fontWeight: tokens.fontWeightSemibold,
    ':hover': { backgroundColor: tokens.colorBrandBackground2Hover, color: tokens.colorBrandForeground2 },
  },
  partner: {
    backgroundColor: `color-mix(in srgb, ${tokens.colorPaletteTealBackground2} 55%, ${tokens.colorNeutralBackground1})`,
    color: tokens.colorPaletteTealForeground2,
    fontWeight: tokens.fontWeightSemibold,
    ':hover': { backgroundColor: tokens.colorPaletteTealBackground2, color: tokens.colorPaletteTealForeground2 },
  },
});

/** My organization, My customers: what the server lists of the sides that have pages; name, icon and tint differ. */
export function SideSwitch({ direction, onPicked }: { direction: 'row' | 'column'; onPicked?: () => void }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const { sides, pages } = useMe();
  const pathname = useShownPath();
  const current = currentSide(pathname, sides);
  const order: readonly PagedSide[] = ['organization', 'partner'];
  const offered = order.filter((side) => sides.includes(side));
  if (offered.length < 2) return null;
  return (
    <nav aria-label={t('side.label')} className={styles[direction]} onClick={onPicked}>
      {offered.map((side) => {
        const Icon = icons[side];
        return (
          <AppLink
            key={side}
            to={side === current ? pathname : lastPage(side, pages)}
            className={mergeClasses(styles.link, side === current && styles.current, side === current && styles[side])}
            {...(side === current ? { 'aria-current': 'page' } : {})}
          >
            <Icon fontSize={18} aria-hidden />
            {t(`side.${side}`)}
          </AppLink>
        );
      })}
    </nav>
  );
}
