import type { OrganizationId } from '@keyholder/contract';
import type { Call, Person } from '../../kernel/call.ts';
import { type Result, ok } from '../../kernel/result.ts';
import type { Authority } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { csvLine } from '../../platform/http/csv-line.ts';
import { type Db, addToReach } from '../../platform/postgres/in-tenant.ts';
import { recordExport } from '../audit/index.ts';
import { type FactCache, byRightsOfNow } from '../authorization/index.ts';
import { type Named, readFigures } from './figures.store.ts';
import { type Period, periodOf } from './period.rules.ts';
import { nowOf } from './scope.store.ts';
import { type Asked, type Report, reportedTo } from './show-report.ts';

/** No customer has more rooms than this. */
const allRooms = 10_000_000;

/**
 * A report with a line for every room, customer by customer, so that no more than one customer's rooms are in memory. As long
 * as the reader takes, each customer's are read by the rights of the moment: of one that has ended meanwhile nothing comes (D43).
 * The export is itself an act, and stands with each of these customers and with whoever exports, before the first line leaves.
 */
export function exportReport<Row extends { rooms: number }, Figures extends Record<string, string | number | null>>(
  db: Db,
  cache: FactCache,
  name: string,
  { source, view }: Report<Row, Figures>,
  columns: readonly (keyof Figures & string)[],
) {
  return async (tx: TenantTx, call: Call<Person>, authority: Authority, asked: Asked): Promise<Result<AsyncIterable<string>, 'invalid_value'>> => {
    const period = periodOf(asked, await nowOf(tx));
    if (!period.ok) return period;
    const grants = authority.grants('reports.view').filter(({ customer }) => asked.customer === undefined || customer === asked.customer);
    const read = (customer: OrganizationId): Promise<Named<Row>[]> =>
      byRightsOfNow(
        db,
        cache,
        call.actor,
        customer,
        async (now, held) => (await readFigures<Row>(now, reportedTo(held, { ...asked, customer }), period.value, source, allRooms)).rooms,
      );
    const customers = grants.map(({ customer }) => customer);
    await recordExports(tx, call, customers, { report: name, ...period.value, group: asked.group ?? null });
    return ok(lines(customers, read, view, columns));
  };
}

/** One entry per customer, each in both ledgers; of no customer's rooms, in the own one. */
async function recordExports(
  tx: TenantTx,
  call: Call<Person>,
  customers: readonly OrganizationId[],
  changes: Period & { report: string; group: string | null },
): Promise<void> {
  const home = call.actor.organization;
  await addToReach(tx, customers);
  for (const customer of customers.length === 0 ? [home] : customers)
    await recordExport(tx, call, customer, { action: 'report.exported', target: { type: 'report', id: changes.report, name: '' }, changes });
}

async function* lines<Row, Figures extends Record<string, string | number | null>>(
  customers: readonly OrganizationId[],
  read: (customer: OrganizationId) => Promise<Named<Row>[]>,
  view: (row: Row) => Figures,
  columns: readonly (keyof Figures & string)[],
): AsyncGenerator<string> {
  yield csvLine(['customer', 'customerName', 'room', 'roomName', ...columns]);
  for (const customer of customers) {
    for (const row of await read(customer)) {
      const figures = view(row);
      yield csvLine([row.customer, row.customerName, row.room, row.roomName, ...columns.map((column) => figures[column] ?? null)]);
    }
  }
}
