import type { Delegation } from '@keyholder/contract';
import type { Authority } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { addToReach } from '../../platform/postgres/in-tenant.ts';
import { countRooms, describeScope } from '../rooms/index.ts';
import { readCards } from './cards.ts';
import { delegationView, endingIn } from './delegation.view.ts';
import type { DelegationRow } from './delegations.store.ts';
import { delegatedScope, namesOf, primaryAdminsOf, staffOf } from './people-of-delegation.ts';

/** One delegation as its customer sees it: everybody behind it by name, also those in groups of the partner (D30). */
export async function showPartner(tx: TenantTx, authority: Authority, row: DelegationRow): Promise<Delegation> {
  const { customer, partner } = row;
  await addToReach(tx, [partner]);
  const staff = await staffOf(tx, row);
  const cardOf = await readCards(tx, [row]);
  const atoms = delegatedScope(staff);
  const scope = await describeScope(tx, customer, atoms);
  const shown = {
    roomCount: await countRooms(tx, customer, atoms),
    ...(scope.length === 0 ? {} : { scope }),
    primaryAdmins: primaryAdminsOf(staff),
    people: namesOf(staff, partner, cardOf),
    myRoles: [],
  };
  return delegationView(row, cardOf, shown, endingsOfCustomer(authority, row));
}

export function endingsOfCustomer(authority: Authority, row: DelegationRow) {
  return authority
    .allowedActions({ customer: row.customer, kind: 'organization' }, ['partners.manage'])
    .map((may) => endingIn(row, 'partners.remove', may));
}
