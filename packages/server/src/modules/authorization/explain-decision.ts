import { type Explanation, type OrganizationId, type PermissionKey, type UserId, isId } from '@keyholder/contract';
import { type Result, ok, refuse } from '../../kernel/result.ts';
import type { Authority, Matter } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { addToReach } from '../../platform/postgres/in-tenant.ts';
import { mayAskAbout, sightOf } from './access-asking.ts';
import type { Estate, Kind } from './access-estate.ts';
import { readOrganizationNames } from './access-names.store.ts';
import { knowPeople } from './access-people.store.ts';
import { nameable } from './access-reading.ts';
import { mattersOfRooms, partnersOf } from './evaluate.store.ts';
import { explain } from './explain.ts';
import { assignmentsOfPaths, atomsOf, missedView, pathView, personView, readNames } from './explain.view.ts';
import type { FactCache } from './fact-cache.ts';
import { mattersOfKind } from './matters.ts';

export type Question = { actor: string; action: PermissionKey; object: string; customer?: string | undefined };
type Thing = { type: string; id: string; name: string; matter: Matter };

/**
 * Why somebody may do something, or what is missing (D48), in the asker's own snapshot. A person or a thing that the asker
 * does not know of, or may not ask about, is absent (A88).
 */
export async function explainDecision(
  tx: TenantTx,
  needs: { cache: FactCache; estate: Estate },
  authority: Authority,
  asker: UserId,
  { actor, action, object, customer }: Question,
): Promise<Result<Explanation, 'not_found'>> {
  const absent = refuse('not_found');
  if (!isId('usr', actor)) return absent;
  const thing = await findThing(tx, needs.estate, authority, object, customer);
  if (thing === undefined) return absent;
  const at = thing.matter.customer;
  const others = at === authority.home ? await partnersOf(tx, [at]) : [authority.home];
  await addToReach(tx, others);
  const person = (await knowPeople(tx, [...new Set([at, ...others])], [actor])).get(actor);
  if (person === undefined || !mayAskAbout(authority, asker, { user: person.id, organization: person.organization }, thing.matter)) return absent;
  const facts = (await needs.cache.customers(tx, new Map([[at, authority.epochs.get(at) ?? 0]]))).get(at);
  if (facts === undefined) return absent;
  const { decision, paths, nearest } = explain(facts, person.facts, action, thing.matter);
  const sight = person.id === asker ? { scopes: [] } : sightOf(authority, at);
  const names = await readNames(tx, needs.estate, {
    customer: at,
    assignments: assignmentsOfPaths([...paths, ...nearest]),
    atoms: await nameable(tx, at, sight, atomsOf(paths)),
  });
  return ok({
    actor: personView(person),
    action,
    object: { type: thing.type, id: thing.id, name: thing.name, customer: { id: at, name: (await readOrganizationNames(tx, [at])).get(at) ?? at } },
    outcome: decision.outcome,
    paths: paths.map((path) => pathView(path, person, names)),
    nearest: nearest.map((way) => missedView(way, person, names)),
  });
}

/** Only what the asker may see: at the named customer, or at any that it knows. */
async function findThing(tx: TenantTx, estate: Estate, authority: Authority, id: string, named: string | undefined): Promise<Thing | undefined> {
  const customers = authority.customers.filter((customer) => named === undefined || customer === named);
  if (isId('org', id)) {
    const customer = customers.find((one) => one === id);
    const name = customer && (await readOrganizationNames(tx, [customer])).get(customer);
    return customer === undefined || name === undefined ? undefined : { type: 'organization', id, name, matter: { customer, kind: 'organization' } };
  }
  for (const [type, kind] of estate.kinds) {
    for (const customer of customers) {
      const thing = await findAt(tx, authority, type, kind, customer, id);
      if (thing !== undefined) return thing;
    }
  }
  return undefined;
}

async function findAt(
  tx: TenantTx,
  authority: Authority,
  type: string,
  kind: Kind,
  customer: OrganizationId,
  id: string,
): Promise<Thing | undefined> {
  if (!kind.isId(id)) return undefined;
  const matter = (await mattersOfKind(tx, kind, customer, [id], (rooms) => mattersOfRooms(tx, customer, rooms))).get(id);
  if (matter === undefined || authority.decide(kind.see, matter).outcome === 'deny') return undefined;
  const name = await kind.nameOf(tx, customer, id);
  return name === undefined ? undefined : { type, id, name, matter };
}
