import type { QueryOf, SuccessOf, incidents } from '@keyholder/contract';
import { type Result, ok } from '../../kernel/result.ts';
import type { Authority } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { type PersonCall, decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { coverageOf, grantsAt } from '../authorization/index.ts';
import { viewIncident } from './incident.view.ts';
import { type IncidentKey, countIncidents, pageOfIncidents } from './list-incidents.store.ts';

type Query = QueryOf<typeof incidents.list>;

/** Incidents of the rooms in which the caller may see tickets, newest first, over all customers or one (D22, D46). */
export async function listIncidents(
  tx: TenantTx,
  call: PersonCall,
  authority: Authority,
  query: Query,
): Promise<Result<SuccessOf<typeof incidents.list>, 'invalid_cursor'>> {
  const { customer, room, severity, state, open, limit = 50, cursor, count } = query;
  const coverage = coverageOf(grantsAt(authority.grants('tickets.view'), customer));
  const filters = { room, severity, state, open };
  // a cursor belongs to the list as it was filtered: with other filters it would skip what it never showed
  const list = `incidents ${JSON.stringify([customer, room, severity, state, open])}`;
  const after = cursor === undefined ? ok(undefined) : decodeCursor(call, list, cursor);
  if (!after.ok) return after;
  const rows = await pageOfIncidents(tx, coverage, filters, after.value && keyOf(after.value), limit + 1);
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return ok({
    items: page.map((row) => viewIncident(row, authority)),
    nextCursor: last === undefined ? null : encodeCursor(call, list, [last.openedExactly, last.customer, last.id]),
    ...(count === true ? { count: await countIncidents(tx, coverage, filters) } : {}),
  });
}

/** Of a cursor that this list has made and sealed. */
const keyOf = ([openedExactly, customer, id]: readonly unknown[]): IncidentKey => ({
  openedExactly: String(openedExactly),
  customer: String(customer),
  id: String(id),
});
