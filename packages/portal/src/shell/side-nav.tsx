import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Nav, NavItem, NavSectionHeader } from '@fluentui/react-nav';
import { useTranslation } from 'react-i18next';
import { useMe } from '../api/me.ts';
import { useHref } from '../app/link.tsx';
import { currentSide } from './current-side.ts';
import { navIcons } from './nav-icons.tsx';
import { navigation, scopeOf } from './navigation.ts';
import { useShownPath } from '../app/shown-path.ts';

const useStyles = makeStyles({
  frame: {
    position: 'sticky',
    top: 'var(--kh-top, 48px)',
    alignSelf: 'flex-start',
    height: 'calc(100dvh - var(--kh-top, 48px))',
    boxSizing: 'border-box',
    flexShrink: 0,
    overflowY: 'auto',
    overflowX: 'hidden',
    paddingBlock: '12px',
    borderInlineEndWidth: '1px',
    borderInlineEndStyle: 'solid',
    borderInlineEndColor: tokens.colorNeutralStroke2,
    backgroundColor: tokens.colorNeutralBackground2,
    '@media print': { display: 'none' },
  },
  full: { width: '260px' },
  rail: { width: '56px' },
  drawer: { position: 'static', height: 'auto', width: 'auto', borderInlineEndStyle: 'none', backgroundColor: 'transparent', paddingBlock: 0 },
  nav: { backgroundColor: 'transparent', width: 'auto', minWidth: 0, paddingInline: '8px' },
  item: { backgroundColor: 'transparent', borderRadius: tokens.borderRadiusMedium, alignItems: 'center', minHeight: '36px' },
  railItem: { paddingInline: '10px', justifyContent: 'flex-start', gap: 0 },
  hiddenLabel: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' },
  title: { color: tokens.colorNeutralForeground3, marginBlockStart: '12px' },
  rule: { height: '1px', backgroundColor: tokens.colorNeutralStroke2, marginBlock: '10px', marginInline: '8px' },
});

/** The pages of the side one is on, as the server offers them. */
export function SideNav({ shape, onPicked }: { shape: 'full' | 'rail' | 'drawer'; onPicked?: () => void }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const me = useMe();
  const href = useHref();
  const pathname = useShownPath();
  const side = currentSide(pathname, me.sides);
  const sections = navigation(side, scopeOf(pathname), me.pages);
  const selected = sections.flatMap(({ entries }) => entries).find(({ path }) => pathname === path || pathname.startsWith(`${path}/`));

  return (
    <nav aria-label={t('nav.label')} className={mergeClasses(styles.frame, styles[shape])}>
      <Nav className={styles.nav} selectedValue={selected?.key ?? ''} density="small">
        {sections.map(({ title, entries }, n) => (
          <div key={title ?? n}>
            {title !== undefined &&
              (shape === 'rail' ? (
                <div className={styles.rule} />
              ) : (
                <NavSectionHeader className={styles.title}>{t(`nav.${title}`)}</NavSectionHeader>
              ))}
            {entries.map(({ key, path }) => {
              const link = href(path);
              const Icon = navIcons[key];
              return (
                <NavItem
                  key={key}
                  as="a"
                  value={key}
                  href={link.href}
                  icon={<Icon fontSize={20} />}
                  title={shape === 'rail' ? t(`nav.${key}`) : undefined}
                  aria-current={selected?.key === key ? 'page' : undefined}
                  className={mergeClasses(styles.item, shape === 'rail' && styles.railItem)}
                  onClick={(event) => {
                    link.onClick(event);
                    onPicked?.();
                  }}
                >
                  <span className={shape === 'rail' ? styles.hiddenLabel : undefined}>{t(`nav.${key}`)}</span>
                </NavItem>
              );
            })}
          </div>
        ))}
      </Nav>
    </nav>
  );
}
