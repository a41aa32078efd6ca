import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { MailInboxRegular } from '@fluentui/react-icons/svg/mail-inbox';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { factsOf } from '../../api/problem.ts';
import { AppLink } from '../../app/link.tsx';
import { useSearchState } from '../../app/search.ts';
import { paths } from '../../paths.ts';
import { BrandMark } from '../../shell/brand-mark.tsx';
import { Trouble } from '../../shell/problem-page.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { SkeletonBar } from '../../ui/skeleton-rows.tsx';
import type { MailHead } from './mail.ts';
import { MailReader } from './mail-reader.tsx';

const useStyles = makeStyles({
  page: { minHeight: '100dvh', boxSizing: 'border-box', backgroundColor: tokens.colorNeutralBackground2 },
  header: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '8px 12px',
    paddingBlock: '10px',
    paddingInline: '24px',
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    '@media (max-width: 639.98px)': { paddingInline: '16px' },
  },
  product: { fontWeight: tokens.fontWeightSemibold },
  main: { maxWidth: '1200px', marginInline: 'auto', padding: '20px 24px 48px', '@media (max-width: 639.98px)': { padding: '16px' } },
  title: { margin: 0, fontSize: tokens.fontSizeHero700, lineHeight: tokens.lineHeightHero700, fontWeight: tokens.fontWeightSemibold },
  text: { margin: '4px 0 20px', color: tokens.colorNeutralForeground3, maxWidth: '72ch', textWrap: 'pretty' },
  split: {
    display: 'grid',
    gridTemplateColumns: 'minmax(260px, 380px) minmax(0, 1fr)',
    gap: '20px',
    alignItems: 'start',
    '@media (max-width: 899.98px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  /** On narrow windows the mail that is open stands in place of the list. */
  listBeside: { '@media (max-width: 899.98px)': { display: 'none' } },
  list: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    overflowX: 'hidden',
    overflowY: 'hidden',
  },
  item: { borderTop: `1px solid ${tokens.colorNeutralStroke3}`, ':first-child': { borderTopStyle: 'none' } },
  link: {
    display: 'grid',
    gap: '2px',
    padding: '12px 16px',
    color: tokens.colorNeutralForeground1,
    borderRadius: 0,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover, textDecorationLine: 'none', color: tokens.colorNeutralForeground1Hover },
  },
  chosen: { backgroundColor: tokens.colorNeutralBackground3, borderLeft: `3px solid ${tokens.colorBrandStroke1}`, paddingInlineStart: '13px' },
  subject: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  detail: { color: 'inherit', fontSize: tokens.fontSizeBase200, overflowWrap: 'anywhere' },
  more: { marginBlockStart: '12px' },
  hint: { color: tokens.colorNeutralForeground3, padding: '24px', margin: 0 },
});

type Mails = { items: readonly MailHead[]; nextCursor: string | null };

/** What Keyholder has sent in the demo world; no mail of it leaves this machine. Needs no session, as an inbox of many people. */
export function InboxPage() {
  const styles = useStyles();
  const { t } = useTranslation(['demo', 'shell', 'ui']);
  const [search] = useSearchState();
  const title = t('title');
  useEffect(() => {
    document.title = t('shell:title', { page: title, product: t('shell:product') });
  }, [t, title]);
  const mails = useInfiniteQuery({
    queryKey: ['demo', 'mails'],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      api.demo<Mails>(`/demo/api/mails${pageParam === '' ? '' : `?before=${encodeURIComponent(pageParam)}`}`, signal),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: 5_000,
  });
  const items = mails.data?.pages.flatMap((page) => page.items);
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <BrandMark size={24} />
        <span className={styles.product}>{t('shell:product')}</span>
        <AppLink to={paths.home()}>{t('back')}</AppLink>
      </header>
      <main className={styles.main}>
        {items === undefined && mails.error ? (
          <Trouble facts={factsOf(mails.error)} onRetry={() => void mails.refetch()} />
        ) : (
          <>
            <h1 className={styles.title}>{title}</h1>
            <p className={styles.text}>{t('text')}</p>
            {items === undefined ? (
              <SkeletonBar />
            ) : items.length === 0 ? (
              <EmptyState icon={<MailInboxRegular />} title={t('empty')} text={t('emptyText')} />
            ) : (
              <div className={styles.split}>
                <nav aria-label={t('list')} className={search.open === undefined ? undefined : styles.listBeside}>
                  <ul className={styles.list}>
                    {items.map((mail) => (
                      <MailRow key={mail.id} mail={mail} open={search.open === mail.id} />
                    ))}
                  </ul>
                  {mails.hasNextPage && (
                    <Button className={styles.more} disabledFocusable={mails.isFetchingNextPage} onClick={() => void mails.fetchNextPage()}>
                      {t('older')}
                    </Button>
                  )}
                </nav>
                {search.open === undefined ? <p className={styles.hint}>{t('choose')}</p> : <MailReader key={search.open} id={search.open} />}
              </div>
            )}
          </>
        )}
      </main>
    </div>
  );
}

function MailRow({ mail, open }: { mail: MailHead; open: boolean }) {
  const styles = useStyles();
  const { t } = useTranslation('demo');
  return (
    <li className={styles.item}>
      <AppLink
        to={paths.demoInbox()}
        search={{ open: mail.id }}
        className={mergeClasses(styles.link, open && styles.chosen)}
        {...(open ? { 'aria-current': 'page' as const } : {})}
      >
        <span className={styles.subject}>{mail.subject}</span>
        <span className={styles.detail}>{t('to', { address: mail.to })}</span>
        <span className={styles.detail}>
          <RelativeTime at={mail.receivedAt} />
        </span>
      </AppLink>
    </li>
  );
}
