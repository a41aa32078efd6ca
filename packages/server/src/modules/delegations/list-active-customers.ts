import type { SuccessOf, delegations } from '@keyholder/contract';
import { type Result, ok } from '../../kernel/result.ts';
import type { Authority } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { PersonCall } from '../../platform/http/cursor.ts';
import { readCards } from './cards.ts';
import { listActiveCustomers } from './delegations.store.ts';
import { type Asked, pageOf, placeOf } from './page.ts';
import { countRoomsIn } from './rooms-in-scope.store.ts';
import { ownRooms } from './seen-by-partner.ts';

const list = 'active customers';

/** The customers at which the caller has an assignment, by name, each with the number of rooms it may see there (D22, D45). */
export async function listActive(
  tx: TenantTx,
  call: PersonCall,
  authority: Authority,
  asked: Asked,
): Promise<Result<SuccessOf<typeof delegations.activeCustomers>, 'invalid_cursor'>> {
  const place = placeOf(call, list, asked);
  if (!place.ok) return place;
  const partner = authority.home;
  const customers = authority.customers.filter((customer) => customer !== partner);
  const found = await listActiveCustomers(tx, partner, customers, place.value);
  const { rows, nextCursor } = pageOf(call, list, place.value.limit, found, ({ name, id }) => [name, id]);
  const cardOf = await readCards(
    tx,
    rows.map(({ id }) => ({ customer: id, partner })),
  );
  const rooms = await countRoomsIn(
    tx,
    rows.map(({ id }) => ownRooms(authority, id)),
  );
  const items = rows.map(({ id, name, unattended }, n) => ({
    id,
    name,
    domain: cardOf(id).domain,
    state: unattended ? ('unattended' as const) : ('active' as const),
    rooms: rooms[n] ?? 0,
  }));
  return ok({ items, nextCursor, ...(asked.count === true ? { count: customers.length } : {}) });
}
