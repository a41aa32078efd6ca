import { auditActions } from '@keyholder/client/lists';
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons/svg/arrow-download';
import { HistoryRegular } from '@fluentui/react-icons/svg/history';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { useMe } from '../../api/me.ts';
import type { AuditEntry } from '../../api/shapes.ts';
import { useWrite } from '../../api/use-write.ts';
import { saveFile } from '../../app/save-file.ts';
import { filtersOf, useSearchState } from '../../app/search.ts';
import { usePageScope } from '../../app/use-page.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterBar, useClearFilters } from '../../ui/filter-bar.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { ProblemBar } from '../../ui/problem-bar.tsx';
import { useTerm } from '../../ui/term.ts';
import { AuditList } from './audit-list.tsx';
import { useAuditWords } from './audit-words.ts';
import { startOfDay } from './days.ts';

const useStyles = makeStyles({ limits: { margin: '20px 0 0', maxWidth: '80ch', color: tokens.colorNeutralForeground3, textWrap: 'pretty' } });

/** The ledger of one's organization: who did what, refused acts included; it says what it does not hold (D47, D61). */
export function AuditPage() {
  const styles = useStyles();
  const { t } = useTranslation('audit');
  const { scope } = usePageScope();
  const [search] = useSearchState();
  const clearFilters = useClearFilters();
  const { action, outcome, actor, target, from, to } = filtersOf(search);
  const range = { from: startOfDay(from), to: startOfDay(to, 1) };
  const own = scope.side === 'org';
  return (
    <>
      <PageHeader title={t('title')} text={t(own ? 'text.own' : 'text.partner')} actions={own && <Export range={range} />} />
      <AuditList
        query={{ action, outcome, actor, target, ...range }}
        clearFilters={clearFilters}
        filters={(entries) => <AuditFilters entries={entries} />}
        empty={<EmptyState icon={<HistoryRegular />} title={t('empty.title')} text={t('empty.text')} />}
      />
      <p className={styles.limits}>{t('limits')}</p>
    </>
  );
}

const outcomes = ['done', 'refused', 'requested'] as const;

/** Persons and targets to choose from are those of the entries on screen; an address may name others. */
function AuditFilters({ entries }: { entries: readonly AuditEntry[] }) {
  const { t } = useTranslation('audit');
  const term = useTerm();
  const words = useAuditWords();
  const [search] = useSearchState();
  const chosen = filtersOf(search);
  const people = new Map(entries.map((entry) => [entry.actor.id, words.person(entry)]));
  const targets = new Map(entries.map((entry) => [entry.target.id, words.target(entry)]));
  const options = (known: ReadonlyMap<string, string>, selected: string | undefined) => {
    const all = selected === undefined || known.has(selected) ? known : new Map([...known, [selected, selected] as const]);
    return [...all].map(([value, text]) => ({ value, text }));
  };
  const actions = auditActions.map((value) => ({ value, text: term('action', value) })).sort((a, b) => a.text.localeCompare(b.text));
  return (
    <FilterBar
      search="none"
      filters={[
        { name: 'action', label: t('column.action'), options: actions },
        { name: 'outcome', label: t('column.outcome'), options: outcomes.map((value) => ({ value, text: term('outcome', value) })) },
        { name: 'actor', label: t('column.person'), options: options(people, chosen['actor']) },
        { name: 'target', label: t('column.target'), options: options(targets, chosen['target']) },
        { name: 'from', label: t('from'), kind: 'day', options: [] },
        { name: 'to', label: t('to'), kind: 'day', options: [] },
      ]}
    />
  );
}

/** The sealed ledger as JSON Lines, in the days that are chosen; other filters do not narrow it, because a chain has no gaps. */
function Export({ range }: { range: { from: string | undefined; to: string | undefined } }) {
  const { t } = useTranslation('audit');
  const { organization } = useMe();
  const { key } = usePageScope();
  const exporting = useWrite<{ from: string | undefined; to: string | undefined }, Blob>(
    async (query) => ({
      kind: 'done',
      value: await api.file(`/customers/${organization.id}/audit/export`, { query: { format: 'jsonl', ...query } }),
      location: null,
    }),
    [key('audit')],
    (answer) => answer.kind === 'done' && saveFile(`audit-${organization.domain}.jsonl`, answer.value),
  );
  return (
    <>
      <Button
        icon={<ArrowDownloadRegular />}
        disabledFocusable={exporting.pending}
        aria-busy={exporting.pending}
        onClick={() => exporting.run(range)}
      >
        {exporting.pending ? t('exporting') : t('export')}
      </Button>
      <ProblemBar problem={exporting.problem} />
    </>
  );
}
