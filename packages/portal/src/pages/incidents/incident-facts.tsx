import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../../api/shapes.ts';
import { AppLink } from '../../app/link.tsx';
import { usePageScope } from '../../app/use-page.ts';
import { useFormat } from '../../i18n/format.ts';
import { customerScope, paths, scopeOfRow } from '../../paths.ts';
import { VisibleText } from '../../ui/before-after.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { Facts } from '../../ui/surface.tsx';
import { useAssigneeWords } from './assignee-words.ts';
import { Comments } from './comments.tsx';
import { TicketActions } from './ticket-actions.tsx';

const useStyles = makeStyles({
  stack: { display: 'grid', gap: '16px' },
  heading: { margin: '0 0 4px', fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300, fontWeight: tokens.fontWeightSemibold },
  text: { margin: 0, textWrap: 'pretty' },
  quiet: { margin: 0, color: tokens.colorNeutralForeground3, textWrap: 'pretty' },
});

/** Signals that have an explanation of their own; another one shows what the server says of it. */
const explained = ['agent_silent', 'agent_cloned', 'disk_nearly_full', 'memory_nearly_full', 'no_camera', 'no_microphone', 'no_display'] as const;

/** What was found, in the language of the person: the numbers come from the detail, the words are ours. */
function useDetail(): (incident: Incident) => { text: string; language?: 'en' } {
  const { t } = useTranslation('incidents');
  const format = useFormat();
  return ({ signal, detail }) => {
    const [, disk, percent] = /^The disk (.+) is (\d+) % full\.$/.exec(detail) ?? [];
    if (disk !== undefined) return { text: t('detail.disk', { disk, percent: format.percent(Number(percent)) }) };
    const [, memory] = /^The memory is (\d+) % full\.$/.exec(detail) ?? [];
    if (memory !== undefined) return { text: t('detail.memory', { percent: format.percent(Number(memory)) }) };
    const known = explained.find((each) => each === signal);
    return known ? { text: t(`signal.${known}.what`) } : { text: detail, ...(signal === undefined ? {} : { language: 'en' as const }) };
  };
}

/** One incident: what it is, where, since when, what to do. */
export function IncidentFacts({ incident }: { incident: Incident }) {
  const styles = useStyles();
  const { t } = useTranslation(['incidents', 'ui']);
  const format = useFormat();
  const { scope, all } = usePageScope();
  const assigneeOf = useAssigneeWords();
  const detailOf = useDetail();
  const detail = detailOf(incident);
  const known = explained.find((each) => each === incident.signal);
  const rowScope = scopeOfRow(scope, incident.customer);
  return (
    <div className={styles.stack}>
      <Facts
        items={[
          ...(scope.side === 'partner' ? [{ name: t('ui:list.customer'), value: incident.customerName }] : []),
          { name: t('column.room'), value: <AppLink to={paths.room(rowScope, incident.room)}>{incident.roomName}</AppLink> },
          { name: t('column.severity'), value: <StatusBadge kind="severity" value={incident.severity} /> },
          { name: t('column.state'), value: <StatusBadge kind="incident" value={incident.state} /> },
          { name: t('column.opened'), value: <RelativeTime at={incident.openedAt} /> },
          ...(incident.resolvedAt === undefined ? [] : [{ name: t('column.resolved'), value: <RelativeTime at={incident.resolvedAt} /> }]),
          ...(incident.closedAt === undefined ? [] : [{ name: t('column.closed'), value: <RelativeTime at={incident.closedAt} /> }]),
          { name: t('column.assignee'), value: assigneeOf(incident) },
          ...(incident.resolution === undefined ? [] : [{ name: t('resolution'), value: <VisibleText text={incident.resolution} /> }]),
          { name: t('source.title'), value: t(`source.${incident.source}`) },
          { name: t('column.number'), value: format.number(incident.number) },
          ...(incident.externalNumber === undefined ? [] : [{ name: t('external'), value: incident.externalNumber }]),
        ]}
      />
      {detail.text !== '' && (
        <section>
          <h3 className={styles.heading}>{t('what')}</h3>
          <p className={styles.text} lang={detail.language}>
            {detail.language === 'en' || known === undefined ? <VisibleText text={detail.text} /> : detail.text}
          </p>
        </section>
      )}
      {known && (
        <section>
          <h3 className={styles.heading}>{t('nextStep')}</h3>
          <p className={styles.text}>{t(`signal.${known}.nextStep`)}</p>
        </section>
      )}
      {incident.closedAt === undefined && incident.source === 'signal' && <p className={styles.quiet}>{t('closesItself')}</p>}
      <TicketActions incident={incident} />
      <Comments incident={incident} />
      {all && <AppLink to={paths.incident(customerScope(incident.customer), incident.id)}>{t('ui:panel.workIn')}</AppLink>}
    </div>
  );
}
