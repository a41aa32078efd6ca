import { makeStyles, MessageBar, MessageBarBody, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { factsOf } from '../../api/problem.ts';
import type { ChangeRequest, Page, RoomGroup } from '../../api/shapes.ts';
import { AppLink } from '../../app/link.tsx';
import { usePageScope } from '../../app/use-page.ts';
import { paths, scopeOfRow } from '../../paths.ts';
import { BeforeAfter, membersOf, VisibleText } from '../../ui/before-after.tsx';
import { DetailPanel } from '../../ui/detail-panel.tsx';
import { ProblemBar } from '../../ui/problem-bar.tsx';
import { RelativeTime, TimeLeft } from '../../ui/relative-time.tsx';
import { SkeletonBar } from '../../ui/skeleton-rows.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { Facts } from '../../ui/surface.tsx';
import { useTerm } from '../../ui/term.ts';
import { useRooms } from '../partners/scope/scope-queries.ts';

const useStyles = makeStyles({
  stack: { display: 'grid', gap: '16px' },
  heading: { margin: '0 0 4px', fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300, fontWeight: tokens.fontWeightSemibold },
  reason: { margin: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
});

/** The change request of `?open=`: what would change, who asked, why, until when. */
export function ChangePanel({ customer, id, onClose }: { customer: string; id: string; onClose: () => void }) {
  const { t } = useTranslation('changes');
  const { data, error } = useQuery({
    queryKey: ['c', customer, 'changes', 'one', id],
    queryFn: ({ signal }) =>
      api.get<ChangeRequest>(`/customers/${encodeURIComponent(customer)}/change-requests/${encodeURIComponent(id)}`, { signal }),
  });
  return (
    <DetailPanel title={data ? data.target.name : t('one')} onClose={onClose}>
      {error ? <ProblemBar problem={factsOf(error)} /> : data ? <ChangeFacts change={data} /> : <SkeletonBar />}
    </DetailPanel>
  );
}

function ChangeFacts({ change }: { change: ChangeRequest }) {
  const styles = useStyles();
  const { t } = useTranslation(['changes', 'ui']);
  const term = useTerm();
  const { scope } = usePageScope();
  const names = useNames(change);
  const { target, requestedBy, reason } = change;
  const notOffered = change.allowedActions.some(({ reason: why }) => why === 'not_offered');
  return (
    <div className={styles.stack}>
      {change.state === 'pending' && notOffered && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{t('notOffered')}</MessageBarBody>
        </MessageBar>
      )}
      <Facts
        items={[
          ...(scope.side === 'partner' ? [{ name: t('ui:list.customer'), value: change.customerName }] : []),
          { name: t('column.state'), value: <StatusBadge kind="change" value={change.state} /> },
          { name: t('column.what'), value: term('permission', change.event) },
          {
            name: t('column.target'),
            value:
              target.type === 'room' ? <AppLink to={paths.room(scopeOfRow(scope, change.customer), target.id)}>{target.name}</AppLink> : target.name,
          },
          { name: t('column.person'), value: requestedBy.name },
          { name: t('column.partner'), value: requestedBy.organization.name },
          { name: t('column.asked'), value: <RelativeTime at={change.requestedAt} /> },
          {
            name: t('column.expires'),
            value: change.state === 'pending' ? <TimeLeft as="when" at={change.expiresAt} /> : <RelativeTime at={change.expiresAt} />,
          },
        ]}
      />
      <section>
        <h3 className={styles.heading}>{t('reason')}</h3>
        <p className={styles.reason}>{reason === null ? t('noReason') : <VisibleText text={reason} />}</p>
      </section>
      <section>
        <h3 className={styles.heading}>{t('effect')}</h3>
        <BeforeAfter before={change.before} after={change.after} names={names} />
      </section>
    </div>
  );
}

/** Rooms, room groups, people and security groups stand in a request by id; rooms and room groups are read where it holds any. */
function useNames({ customer, before, after, members = [] }: ChangeRequest): ReadonlyMap<string, string> {
  const { t } = useTranslation('ui');
  const rooms = useRooms(customer, [...new Set([before, after].flatMap(roomsInScope))]);
  const { data } = useQuery({
    queryKey: ['c', customer, 'room-groups'],
    queryFn: ({ signal }) => api.get<Page<RoomGroup>>('/room-groups', { query: { customer, limit: 200 }, signal }),
    enabled: JSON.stringify([before, after]).includes('"rgrp_'),
  });
  const roomNames = [...rooms.values()].map(({ id, name, city }) => ({ id, name: t('roomAt', { room: name, city }) }));
  return new Map([...(data?.items ?? []), ...members, ...roomNames].map(({ id, name }) => [id, name]));
}

/** The single rooms of the scope that an assignment has, or would have. */
function roomsInScope(assignment: unknown): string[] {
  const { scope } = membersOf(assignment);
  const atoms = Array.isArray(scope) ? scope.map(membersOf) : [];
  return atoms.flatMap(({ type, id }) => (type === 'room' && typeof id === 'string' ? [id] : []));
}
