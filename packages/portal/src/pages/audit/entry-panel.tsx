import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '../../api/shapes.ts';
import { AppLink } from '../../app/link.tsx';
import { usePageScope } from '../../app/use-page.ts';
import { useFormat } from '../../i18n/format.ts';
import { paths, scopeOfRow } from '../../paths.ts';
import { BeforeAfter, membersOf } from '../../ui/before-after.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { DetailPanel } from '../../ui/detail-panel.tsx';
import { useProblemWords } from '../../ui/problem-words.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { Facts } from '../../ui/surface.tsx';
import { useTerm } from '../../ui/term.ts';
import { useAuditWords } from './audit-words.ts';

const useStyles = makeStyles({
  heading: { margin: '0 0 4px', fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300, fontWeight: tokens.fontWeightSemibold },
  mono: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, overflowWrap: 'anywhere' },
  text: { margin: '0 0 4px', textWrap: 'pretty' },
  links: { display: 'grid', gap: '6px', justifyItems: 'start' },
});

/** One entry of a ledger: everything it holds, and the ways on from it. */
export function EntryPanel({ entry, onClose }: { entry: AuditEntry; onClose: () => void }) {
  const styles = useStyles();
  const { t } = useTranslation(['audit', 'ui']);
  const term = useTerm();
  const format = useFormat();
  const words = useAuditWords();
  const problemWords = useProblemWords();
  const { scope, nameOf } = usePageScope();
  const { target, actor } = entry;
  const objectLink = useObjectLink(entry);
  const mark = (text: string): ReactNode => (
    <span className={styles.mono}>
      {text} <CopyButton text={text} what={t('fingerprint')} />
    </span>
  );
  return (
    <DetailPanel title={words.action(entry)} onClose={onClose}>
      <Facts
        items={[
          { name: t('column.outcome'), value: <StatusBadge kind="outcome" value={entry.outcome} /> },
          ...(entry.code === undefined ? [] : [{ name: t('why'), value: problemWords({ code: entry.code }) }]),
          { name: t('column.at'), value: format.exact(entry.at) },
          { name: t('column.person'), value: words.person(entry) },
          { name: t('column.organization'), value: actor.organization.name },
          { name: t('column.channel'), value: term('channel', entry.channel) },
          ...(entry.customer === null ? [] : [{ name: t('ui:list.customer'), value: entry.customerName ?? nameOf(entry.customer) }]),
          { name: t('column.target'), value: objectLink ? <AppLink to={objectLink}>{words.target(entry)}</AppLink> : words.target(entry) },
          ...(entry.count === undefined ? [] : [{ name: t('repeated'), value: t('times', { count: entry.count }) }]),
          { name: t('column.sequence'), value: entry.sequence === null ? t('notSealed') : format.number(entry.sequence) },
          { name: t('request'), value: <span className={styles.mono}>{entry.request}</span> },
          { name: t('digest'), value: mark(entry.digest) },
          ...(entry.hash === null ? [] : [{ name: t('hash'), value: mark(entry.hash) }]),
        ]}
      />
      {entry.changes !== undefined && entry.changes !== null && (
        <section>
          <h3 className={styles.heading}>{t('changes')}</h3>
          <Changes changes={entry.changes} />
        </section>
      )}
      {entry.twin !== undefined && <p>{t('twin')}</p>}
      <div className={styles.links}>
        <AppLink to={paths.audit(scope)} search={{ f: [`actor:${actor.id}`] }}>
          {t('ofPerson', { person: words.person(entry) })}
        </AppLink>
        <AppLink to={paths.audit(scope)} search={{ f: [`target:${target.id}`] }}>
          {t('ofTarget', { target: words.target(entry) })}
        </AppLink>
      </div>
    </DetailPanel>
  );
}

/** Before and after where the entry holds them, else only their fingerprint (D72), and whatever else it says as it is. */
function Changes({ changes }: { changes: unknown }) {
  const styles = useStyles();
  const { t } = useTranslation('audit');
  const { before, after, digest, ...rest } = membersOf(changes);
  return (
    <>
      {typeof digest === 'string' && (
        <>
          <p className={styles.text}>{t('onlyDigest')}</p>
          <span className={styles.mono}>{digest}</span>
        </>
      )}
      {(before !== undefined || after !== undefined) && <BeforeAfter before={before} after={after} />}
      {Object.keys(rest).length > 0 && <BeforeAfter before={undefined} after={rest} />}
    </>
  );
}

/** The page of what an entry is about, where there is one in this scope. */
function useObjectLink({ target, customer, action }: AuditEntry): string | undefined {
  const { scope, customer: shown } = usePageScope();
  if (customer === null || (shown !== undefined && customer !== shown) || action === 'room.unenrolled') return undefined;
  const rowScope = scopeOfRow(scope, customer);
  if (target.type === 'room') return paths.room(rowScope, target.id);
  return target.type === 'incident' ? paths.incident(rowScope, target.id) : undefined;
}
