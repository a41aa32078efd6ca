import type { Delegation } from '@keyholder/contract';
import type { Authority } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { rolesHeldAt } from '../authorization/index.ts';
import { describeScope } from '../rooms/index.ts';
import { readCards } from './cards.ts';
import { delegationView } from './delegation.view.ts';
import type { DelegationRow } from './delegations.store.ts';
import { delegatedScope, namesOf, primaryAdminsOf, staffOf } from './people-of-delegation.ts';
import { countRoomsIn } from './rooms-in-scope.store.ts';
import { countable, isPrimaryAdminAt, offersToPartner } from './seen-by-partner.ts';

/**
 * One delegation as somebody of its partner sees it: a Primary Admin all of it; who holds another role there its own rooms
 * and whom to ask; who only answers invitations the number of rooms (D14, D22, D66).
 */
export async function showCustomer(tx: TenantTx, authority: Authority, row: DelegationRow): Promise<Delegation> {
  const { customer, partner } = row;
  const [myRoles = []] = await rolesHeldAt(tx, authority, [customer]);
  const staff = await staffOf(tx, row);
  const cardOf = await readCards(tx, [row]);
  const atoms = delegatedScope(staff);
  const [roomCount = 0] = await countRoomsIn(tx, [countable(authority, { customer, atoms, within: null }, partner)]);
  const whom = myRoles.length === 0 ? {} : { primaryAdmins: primaryAdminsOf(staff) };
  const scope = isPrimaryAdminAt(authority, customer) ? await describeScope(tx, customer, atoms) : [];
  const all = isPrimaryAdminAt(authority, customer) ? { ...(scope.length === 0 ? {} : { scope }), people: namesOf(staff, partner, cardOf) } : {};
  return delegationView(row, cardOf, { roomCount, myRoles, ...whom, ...all }, offersToPartner(authority, row));
}
