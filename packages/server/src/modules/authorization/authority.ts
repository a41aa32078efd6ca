import type { OrganizationId, PermissionKey } from '@keyholder/contract';
import type { Person } from '../../kernel/call.ts';
import { ofEach } from '../../kernel/of-each.ts';
import type { ActionKey, Authority, Decision, Grant, Matter } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { foresee, mayForesee } from '../../platform/postgres/foresight.ts';
import { readEpochs, widenReach } from '../../platform/postgres/in-tenant.ts';
import { decide, holdsAnywhere } from './decide.ts';
import type { FactCache, LastKnown } from './fact-cache.ts';
import { type ActorFacts, type CustomerFacts, assignmentsOf, factsOf } from './facts.ts';
import { grantAt } from './grants.ts';
import { narrowedTo, wantedWithin } from './narrowing.ts';

const nowhere = (customer: OrganizationId): CustomerFacts => factsOf(customer, [], []);

/**
 * Everything one request may ask about rights, read in the request's own transaction: epochs and facts are of the snapshot
 * that the answer will be read from, so an answer is never older than an ending that was acknowledged before it began (D43).
 * Leaves the reach at the home organization and those of the wanted customers that delegate to it.
 *
 * @param asked the customers this request is about, or all that delegate to the person's organization
 */
export async function authorityOf(
  tx: TenantTx,
  cache: FactCache,
  person: Pick<Person, 'organization' | 'user' | 'limits'>,
  asked: readonly OrganizationId[] | 'all',
): Promise<Authority> {
  const home = person.organization;
  const wanted = wantedWithin(person.limits, asked);
  const lastKnown = mayForesee(tx) ? cache.asLastKnown(home, person.user, (actor) => abroadOf(actor, wanted)) : undefined;
  if (lastKnown !== undefined) return narrowedTo(person.limits, await authorityForeseen(tx, lastKnown));
  const foreseen = abroadOf(cache.lastSeen(home, person.user), wanted);
  if (foreseen.length > 0) await widenReach(tx, [home, ...foreseen]);
  const epochs = await readEpochs(tx, [home, ...foreseen]);
  const actor = await cache.actor(tx, home, person.user, epochs.get(home) ?? 0);
  const abroad = abroadOf(actor, wanted);
  const isAsForeseen = abroad.length === foreseen.length && abroad.every((customer) => epochs.has(customer));
  if (!isAsForeseen) {
    await widenReach(tx, [home, ...abroad]);
    for (const customer of foreseen) epochs.delete(customer);
    if (abroad.length > 0) for (const [customer, epoch] of await readEpochs(tx, abroad)) epochs.set(customer, epoch);
  }
  return narrowedTo(person.limits, authorityFrom(actor, await cache.customers(tx, epochs), epochs));
}

/** The facts as they were last known, under the epochs that have to prove the same; a partner's customers are one of these facts, at home. */
async function authorityForeseen(tx: TenantTx, lastKnown: LastKnown): Promise<Authority> {
  const { epochs } = lastKnown;
  if (epochs.size > 1) await widenReach(tx, [...epochs.keys()]);
  foresee(
    tx,
    readEpochs(tx, [...epochs.keys()]).then((now) => now.size === epochs.size && [...epochs].every(([id, epoch]) => now.get(id) === epoch)),
  );
  return authorityOfKnown(lastKnown);
}

const authorityOfKnown = ofEach(({ actor, customers, epochs }: LastKnown) => authorityFrom(actor, customers, epochs));

/** Customers a person may have rights at: where its organization holds a delegation, of those this request is about. */
function abroadOf(actor: ActorFacts | undefined, wanted: readonly OrganizationId[] | 'all'): readonly OrganizationId[] {
  const all = actor?.delegatedBy ?? [];
  return wanted === 'all' ? all : all.filter((customer) => wanted.includes(customer));
}

/** The same questions over facts at hand: also what the tests and the world checks put to `decide`. */
export function authorityFrom(
  actor: ActorFacts,
  facts: ReadonlyMap<OrganizationId, CustomerFacts>,
  epochs: ReadonlyMap<OrganizationId, number>,
): Authority {
  const home = actor.organization;
  const at = (customer: OrganizationId): CustomerFacts => facts.get(customer) ?? nowhere(customer);
  const held = (customer: OrganizationId) => assignmentsOf(at(customer), actor);
  const ask = (action: ActionKey, matter: Matter): Decision => decide(at(matter.customer), actor, action, matter);
  const customers = [...facts.keys()].filter((customer) => customer === home || held(customer).length > 0).sort();
  const granted = new Map<PermissionKey, readonly Grant[]>();
  const grantsOf = (permission: PermissionKey): readonly Grant[] => {
    const known = granted.get(permission);
    if (known !== undefined) return known;
    const grants = [...facts.values()].map((one) => grantAt(one, actor, permission)).filter((grant) => grant !== undefined);
    granted.set(permission, grants);
    return grants;
  };
  return {
    epochs,
    home,
    customers,
    decide: ask,
    anyWay: (action, customer) => holdsAnywhere(at(customer), actor, action),
    known: (customer) => actor.active && (customer === home || held(customer).length > 0),
    grants: grantsOf,
    partnerAt: (customer) => (customer === home ? undefined : home),
    rolesAt: (customer) => [...new Set(held(customer).map(({ role }) => role))],
    allowedActions: (matter, actions) =>
      actions.map((action) => {
        const decision = ask(action, matter);
        if (decision.outcome === 'deny') return { action, allowed: false, reason: decision.code };
        return decision.outcome === 'needs_approval' ? { action, allowed: true, needsApproval: true } : { action, allowed: true };
      }),
  };
}
