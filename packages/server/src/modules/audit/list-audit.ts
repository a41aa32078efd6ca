import type { QueryOf, SuccessOf, audit } from '@keyholder/contract';
import { type Result, ok, refuseAt } from '../../kernel/result.ts';
import type { Authority } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { type PersonCall, decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { auditView } from './audit.view.ts';
import { shownTo } from './ledger.rules.ts';
import { countEntries, findEntries } from './ledger.store.ts';

type Page = SuccessOf<typeof audit.list>;

/** The ledger of the reader's organization, newest first. Whoever holds audit.view nowhere gets an empty list, as for a customer that is foreign or absent (A04). */
export async function listAudit(
  tx: TenantTx,
  call: PersonCall,
  authority: Authority,
  query: QueryOf<typeof audit.list>,
): Promise<Result<Page, 'invalid_cursor'>> {
  const { limit = 50, cursor, count, customer, ...filters } = query;
  const after = cursor === undefined ? ok(undefined) : readCursor(call, cursor);
  if (!after.ok) return after;
  const shown = shownTo(
    authority.home,
    authority.grants('audit.view').map((grant) => grant.customer),
    customer,
  );
  if (shown === undefined) return ok({ items: [], nextCursor: null, ...(count === true ? { count: 0 } : {}) });
  const rows = await findEntries(tx, shown, filters, { after: after.value, limit: limit + 1 });
  const items = rows.slice(0, limit).map(auditView);
  const last = items.at(-1);
  return ok({
    items,
    nextCursor: rows.length > limit && last !== undefined ? encodeCursor(call, 'audit', [last.at, last.id]) : null,
    ...(count === true ? { count: await countEntries(tx, shown, filters) } : {}),
  });
}

function readCursor(call: PersonCall, cursor: string): Result<readonly [string, string], 'invalid_cursor'> {
  const key = decodeCursor(call, 'audit', cursor);
  if (!key.ok) return key;
  const [at, id] = key.value;
  return typeof at === 'string' && typeof id === 'string'
    ? ok([at, id])
    : refuseAt('/cursor', 'invalid_cursor', 'the cursor is not one of this list');
}
