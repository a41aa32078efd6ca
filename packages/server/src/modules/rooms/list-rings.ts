import type { UpdateRing } from '@keyholder/contract';
import { type Result, ok, refuseAt } from '../../kernel/result.ts';
import type { Authority } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { type PersonCall, decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { coverageOf, grantsAt } from '../authorization/index.ts';
import { viewRings } from './ring.view.ts';
import { type Ring, type RingKey, countRings, pageOfRings } from './rings.store.ts';

type Query = { limit?: number; cursor?: string; count?: boolean };
type RingPage = { items: UpdateRing[]; nextCursor: string | null; count?: number };
const list = 'update-rings';

/** Every ring of the customers at which the caller sees rings, with only the covered rooms counted (D34). */
export async function listRings(
  tx: TenantTx,
  call: PersonCall,
  authority: Authority,
  customer: string | undefined,
  { limit = 50, cursor, count = false }: Query,
): Promise<Result<RingPage, 'invalid_cursor'>> {
  const after = keyOf(call, cursor);
  if (!after.ok) return after;
  const grants = grantsAt(authority.grants('rings.view'), customer);
  const customers = grants.map((grant) => grant.customer);
  const rows = await pageOfRings(tx, { customers, coverage: coverageOf(grants), after: after.value, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return ok({
    items: await viewRings(tx, shown, authority),
    nextCursor: last === undefined ? null : encodeCursor(call, list, [last.customerName, last.customer, last.order, last.name, last.id]),
    ...(count ? { count: await countRings(tx, customers) } : {}),
  });
}

/** One ring as the caller sees it, with what is so now. The guard has found that the caller sees it. */
export async function showRing(tx: TenantTx, authority: Authority, { customer, id }: Pick<Ring, 'customer' | 'id'>): Promise<UpdateRing> {
  const coverage = coverageOf(grantsAt(authority.grants('rings.view'), customer));
  const [shown] = await viewRings(tx, await pageOfRings(tx, { customers: [customer], coverage, ids: [id], limit: 1 }), authority);
  if (shown === undefined) throw new Error(`the ring \`${id}\` was let pass and is not there`);
  return shown;
}

function keyOf(call: PersonCall, cursor: string | undefined): Result<RingKey | undefined, 'invalid_cursor'> {
  if (cursor === undefined) return ok(undefined);
  const decoded = decodeCursor(call, list, cursor);
  if (!decoded.ok) return decoded;
  const [customerName, customer, order, name, id] = decoded.value;
  if (
    typeof customerName !== 'string' ||
    typeof customer !== 'string' ||
    typeof order !== 'number' ||
    typeof name !== 'string' ||
    typeof id !== 'string'
  )
    return refuseAt('/cursor', 'invalid_cursor', 'the cursor is not one of this list');
  return ok([customerName, customer, order, name, id]);
}
