import type { Delegation, OrganizationId } from '@keyholder/contract';
import { type Result, ok } from '../../kernel/result.ts';
import type { Authority } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { PersonCall } from '../../platform/http/cursor.ts';
import { rolesHeldAt } from '../authorization/index.ts';
import { readCards } from './cards.ts';
import { delegationView } from './delegation.view.ts';
import { type Listed, countDelegations, listDelegations, readDelegatedScopes } from './delegations.store.ts';
import { type Asked, pageOf, placeOf } from './page.ts';
import { countRoomsIn } from './rooms-in-scope.store.ts';
import { countable, offersToPartner, seesEvery } from './seen-by-partner.ts';

type DelegationList = { items: Delegation[]; nextCursor: string | null; count?: number };

/** The customers of a partner, newest first: all of them, ended ones included, for who answers invitations; else where one holds a role (D22, D66). */
export async function listCustomers(
  tx: TenantTx,
  call: PersonCall,
  authority: Authority,
  partner: OrganizationId,
  asked: Asked,
): Promise<Result<DelegationList, 'invalid_cursor'>> {
  const list = `partner customers ${partner}`;
  const place = placeOf(call, list, asked);
  if (!place.ok) return place;
  const side: Listed = seesEvery(authority, partner) ? { partner } : { partner, at: authority.customers };
  const { rows, nextCursor } = pageOf(call, list, place.value.limit, await listDelegations(tx, side, place.value), ({ placed_at, id }) => [
    placed_at,
    id,
  ]);
  const cardOf = await readCards(tx, rows);
  const rooms = await countRoomsIn(
    tx,
    (await readDelegatedScopes(tx, rows)).map((delegated) => countable(authority, delegated, partner)),
  );
  const mine = await rolesHeldAt(
    tx,
    authority,
    rows.map(({ customer }) => customer),
  );
  const items = rows.map((row, n) =>
    delegationView(row, cardOf, { roomCount: rooms[n] ?? 0, myRoles: mine[n] ?? [] }, offersToPartner(authority, row)),
  );
  return ok({ items, nextCursor, ...(asked.count === true ? { count: await countDelegations(tx, side) } : {}) });
}
