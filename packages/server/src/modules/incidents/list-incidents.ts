import type { QueryOf, SuccessOf, incidents } from '@keyholder/contract';
import { type Result, ok } from '../../kernel/result.ts';
import type { Authority, RoomMatter } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { type PersonCall, decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { type AtomCache, coverageOf, grantsAt } from '../authorization/index.ts';
import { viewListed } from './incident.view.ts';
import { pageOfIncidents } from './incident-pages.store.ts';
import { type Sources, sourcesOf } from './incident-sources.rules.ts';
import { type IncidentFilters, type IncidentKey, type IncidentRow, countIncidents } from './list-incidents.store.ts';

type Query = QueryOf<typeof incidents.list>;

/** Incidents of the rooms in which the caller may see tickets, newest first, over all customers or one (D22, D46). */
export async function listIncidents(
  tx: TenantTx,
  atoms: AtomCache,
  call: PersonCall,
  authority: Authority,
  query: Query,
): Promise<Result<SuccessOf<typeof incidents.list>, 'invalid_cursor'>> {
  const { customer, room, severity, state, open, assigned, limit = 50, cursor, count } = query;
  const coverage = coverageOf(grantsAt(authority.grants('tickets.view'), customer));
  const filters: IncidentFilters = { room, severity, state, open, assigned: assigned === 'me' ? { to: call.actor.user } : assigned };
  // a cursor belongs to the list as it was filtered: with other filters it would skip what it never showed
  const list = `incidents ${JSON.stringify([customer, room, severity, state, open, assigned])}`;
  const after = cursor === undefined ? ok(undefined) : decodeCursor(call, list, cursor);
  if (!after.ok) return after;
  const found = await readPage(tx, atoms, authority, sourcesOf(coverage), filters, after.value && keyOf(after.value), limit + 1);
  const page = found.slice(0, limit);
  const last = found.length > limit ? page.at(-1)?.row : undefined;
  return ok({
    items: page.map(({ row, room }) => viewListed(row, authority, room)),
    nextCursor: last === undefined ? null : encodeCursor(call, list, [last.openedExactly, last.customer, last.id]),
    ...(count === true ? { count: await countIncidents(tx, coverage, filters) } : {}),
  });
}

/** An incident and the room that it lies in, as `decide` is asked about it. */
type Seen = { row: IncidentRow; room: RoomMatter };

/** Incidents read in one statement at most. */
const mostAtOnce = 5000;

/**
 * A page of what `decide` lets the caller see: the side table may be ahead of the atoms of a room, and does not know every
 * filter, so what it gave wrongly is dropped, and the page goes on after it.
 */
async function readPage(
  tx: TenantTx,
  atoms: AtomCache,
  authority: Authority,
  sources: Sources,
  filters: IncidentFilters,
  from: IncidentKey | undefined,
  limit: number,
): Promise<Seen[]> {
  const page: Seen[] = [];
  // where much is dropped, ever more is read at once: a room beyond the reader's scope costs a few statements, not one per incident
  for (let after = from, many = limit; ; many = Math.min(many * 4, mostAtOnce)) {
    const rows = await pageOfIncidents(tx, sources, { filters, after, limit: many });
    const rooms = await atoms.roomsOf(tx, authority, rows);
    for (const [n, row] of rows.entries()) {
      const room = rooms[n];
      if (room !== undefined && isSeen(authority, room) && fits(row, filters)) page.push({ row, room });
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < many || page.length >= limit) return page.slice(0, limit);
    after = last;
  }
}

const isSeen = (authority: Authority, room: RoomMatter): boolean => authority.decide('tickets.view', room).outcome !== 'deny';

const fits = (row: IncidentRow, { severity, state, open, assigned }: IncidentFilters): boolean =>
  (severity === undefined || row.severity === severity) &&
  (state === undefined || row.state === state) &&
  (open === undefined || open === (row.closedAt === null)) &&
  (assigned === undefined || (row.assignee?.id ?? 'nobody') === (assigned === 'nobody' ? assigned : assigned.to));

/** Of a cursor that this list has made and sealed. */
const keyOf = ([openedExactly, customer, id]: readonly unknown[]): IncidentKey => ({
  openedExactly: String(openedExactly),
  customer: String(customer),
  id: String(id),
});
