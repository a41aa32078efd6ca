import type { OrganizationId, UserId } from '@keyholder/contract';
import { addCustomerAccess, addDelegation } from './access.ts';
import { type Staff, addStaff } from './people.ts';
import { addEstate } from './estate.ts';
import { addIncidents } from './incidents.ts';
import { type Random, randomOf } from './random.ts';
import type { Rows } from './rows.ts';
import { type Shape, oldReach, pairsOf } from './shape.ts';
import { companies, places } from './words.ts';

/** People of interest: who holds much, and where. Found again by position, since ids follow from the seed. */
export type Cast = { partners: Staff[]; customers: Staff[]; old: { organization: OrganizationId; user: UserId } | undefined };

/**
 * Makes all rows of a world, customer by customer, so that no more than one customer is in memory.
 *
 * @param terms the version that every delegation was agreed under
 * @param afterEach called after each organization; what it awaits bounds how far the rows run ahead of the database
 */
export async function fillWorld(shape: Shape, terms: string, rows: Rows, afterEach: () => Promise<void>): Promise<Cast> {
  const streamOf = (of: string): Random => randomOf(`keyholder ${shape.seed} ${of}`);
  const partners: Staff[] = [];
  const perPartner = Math.max(3, Math.floor((shape.users * 0.4) / shape.partners));
  for (let n = 0; n < shape.partners; n += 1) {
    const random = streamOf(`partner ${n}`);
    partners.push(
      addStaff(rows, random, { ...called(random, n, 'partner'), partner: true, users: perPartner, groups: Math.max(4, perPartner >> 1) }),
    );
    await afterEach();
  }
  const old = shape.old ? addOldTechnician(rows, streamOf('old technician'), partners[0]) : undefined;
  const delegated = Map.groupBy(pairsOf(shape), ({ customer }) => customer);
  const customers: Staff[] = [];
  const perCustomer = Math.max(3, Math.floor((shape.users - perPartner * shape.partners) / shape.customers));
  for (let n = 0; n < shape.customers; n += 1) {
    const random = streamOf(`customer ${n}`);
    const staff = addStaff(rows, random, { ...called(random, n, 'customer'), partner: false, users: perCustomer, groups: 4 });
    customers.push(staff);
    const estate = addEstate(rows, streamOf(`estate ${n}`), staff.organization, shape.rooms);
    addCustomerAccess(rows, streamOf(`access ${n}`), estate, staff);
    const isOld = shape.old && n < oldReach.customers;
    for (const { partner } of delegated.get(n) ?? []) {
      const of = partners[partner];
      if (of !== undefined)
        addDelegation(rows, streamOf(`delegation ${n} ${partner}`), estate, of, terms, isOld && partner === 0 ? old?.user : undefined);
    }
    addIncidents(rows, streamOf(`incidents ${n}`), estate, shape.incidents, isOld ? oldReach.rooms : 0);
    await afterEach();
  }
  return { partners, customers, old };
}

/** In no group, so that single rooms are all it holds. */
function addOldTechnician(rows: Rows, random: Random, partner: Staff | undefined): { organization: OrganizationId; user: UserId } {
  if (partner === undefined) throw new Error('the old world needs a partner');
  const user = random.id('usr');
  rows.add('users', partner.organization, user, 'single.rooms@partner1.example', 'Old Technician');
  return { organization: partner.organization, user };
}

const called = (random: Random, n: number, kind: 'partner' | 'customer') => ({
  name: `${random.pick(companies)} ${kind === 'partner' ? 'Partners' : 'Group'} ${n + 1}`,
  domain: `${kind}${n + 1}.example`,
  country: random.pick(places).country,
});
