import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { InfoRegular } from '@fluentui/react-icons/svg/info';
import { PlugDisconnectedRegular } from '@fluentui/react-icons/svg/plug-disconnected';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { createStore, useStore } from './store.ts';

/** Banners that a page or the event stream raised; the newest first. */
export type Banner = { id: string; text: string };
const raised = createStore<readonly Banner[]>([]);

export const raiseBanner = (banner: Banner): void => raised.set([banner, ...raised.get().filter(({ id }) => id !== banner.id)]);
const dismiss = (id: string): void => raised.set(raised.get().filter((banner) => banner.id !== id));

/** Since when the browser has had no network; noted by the events themselves, so that it is true whoever looks. */
let offlineSince: string | undefined = navigator.onLine ? undefined : new Date().toISOString();

const watchConnection = (listener: () => void): (() => void) => {
  const changed = (): void => {
    offlineSince = navigator.onLine ? undefined : (offlineSince ?? new Date().toISOString());
    listener();
  };
  window.addEventListener('online', changed);
  window.addEventListener('offline', changed);
  return () => {
    window.removeEventListener('online', changed);
    window.removeEventListener('offline', changed);
  };
};

/** Since when the browser has had no network; `undefined` while it has one. */
function useOfflineSince(): string | undefined {
  return useSyncExternalStore(watchConnection, () => offlineSince);
}

const useStyles = makeStyles({
  banner: {
    display: 'flex',
    alignItems: 'center',
    gap: '10px',
    paddingInline: '16px 8px',
    paddingBlock: '6px',
    minHeight: '32px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground4,
    color: tokens.colorNeutralForeground1,
    '@media print': { display: 'none' },
  },
  warning: { backgroundColor: tokens.colorStatusWarningBackground1, color: tokens.colorStatusWarningForeground2 },
  text: { flexGrow: 1 },
});

/** At most two, by rank: what ended, then what is broken (portal.md 1.5). */
export function Banners() {
  const styles = useStyles();
  const { t } = useTranslation();
  const format = useFormat();
  const offlineSince = useOfflineSince();
  const banners = useStore(raised).slice(0, offlineSince === undefined ? 2 : 1);
  if (banners.length === 0 && offlineSince === undefined) return null;
  return (
    <section aria-label={t('banner.label')}>
      {banners.map(({ id, text }) => (
        <div key={id} role="status" className={styles.banner}>
          <InfoRegular aria-hidden fontSize={20} />
          <span className={styles.text}>{text}</span>
          <Button appearance="subtle" size="small" icon={<DismissRegular />} aria-label={t('banner.dismiss')} onClick={() => dismiss(id)} />
        </div>
      ))}
      {offlineSince !== undefined && (
        <div role="status" className={mergeClasses(styles.banner, styles.warning)}>
          <PlugDisconnectedRegular aria-hidden fontSize={20} />
          <span className={styles.text}>{t('banner.offline', { time: format.dateTime(offlineSince) })}</span>
        </div>
      )}
    </section>
  );
}
