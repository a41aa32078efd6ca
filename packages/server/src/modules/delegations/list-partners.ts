import type { Delegation, OrganizationId } from '@keyholder/contract';
import { type Result, ok } from '../../kernel/result.ts';
import type { Authority } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { PersonCall } from '../../platform/http/cursor.ts';
import { readCards } from './cards.ts';
import { delegationView } from './delegation.view.ts';
import { countDelegations, listDelegations, readDelegatedScopes } from './delegations.store.ts';
import { type Asked, pageOf, placeOf } from './page.ts';
import { countRoomsIn } from './rooms-in-scope.store.ts';
import { endingsOfCustomer } from './show-partner.ts';

type DelegationList = { items: Delegation[]; nextCursor: string | null; count?: number };

/** The partners of a customer, newest first, those whose delegation has ended included (D30). */
export async function listPartners(
  tx: TenantTx,
  call: PersonCall,
  authority: Authority,
  customer: OrganizationId,
  asked: Asked,
): Promise<Result<DelegationList, 'invalid_cursor'>> {
  const list = `partners ${customer}`;
  const place = placeOf(call, list, asked);
  if (!place.ok) return place;
  const { rows, nextCursor } = pageOf(call, list, place.value.limit, await listDelegations(tx, { customer }, place.value), ({ placed_at, id }) => [
    placed_at,
    id,
  ]);
  const cardOf = await readCards(tx, rows);
  const rooms = await countRoomsIn(tx, await readDelegatedScopes(tx, rows));
  const items = rows.map((row, n) => delegationView(row, cardOf, { roomCount: rooms[n] ?? 0, myRoles: [] }, endingsOfCustomer(authority, row)));
  return ok({ items, nextCursor, ...(asked.count === true ? { count: await countDelegations(tx, { customer }) } : {}) });
}
