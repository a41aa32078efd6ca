import type { OrganizationId } from '@keyholder/contract';
import type { Person } from '../../kernel/call.ts';
import type { ActionKey, Authority, Decision, Grant, Matter } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { readEpochs, widenReach } from '../../platform/postgres/in-tenant.ts';
import { decide, holdsAnywhere } from './decide.ts';
import type { FactCache } from './fact-cache.ts';
import { type ActorFacts, type CustomerFacts, assignmentsOf } from './facts.ts';
import { grantAt } from './grants.ts';

const nowhere = (customer: OrganizationId): CustomerFacts => ({ customer, byMember: new Map(), delegations: new Map() });

/**
 * Everything one request may ask about rights, read in the request's own transaction: epochs and facts are of the snapshot
 * that the answer will be read from, so an answer is never older than an ending that was acknowledged before it began (D43).
 * Leaves the reach at the home organization and those of the wanted customers that delegate to it.
 *
 * @param wanted the customers this request is about, or all that delegate to the person's organization
 */
export async function authorityOf(tx: TenantTx, cache: FactCache, person: Person, wanted: readonly OrganizationId[] | 'all'): Promise<Authority> {
  const home = person.organization;
  const homeEpochs = await readEpochs(tx, [home]);
  const actor = await cache.actor(tx, home, person.user, homeEpochs.get(home) ?? 0);
  const abroad = wanted === 'all' ? actor.delegatedBy : actor.delegatedBy.filter((customer) => wanted.includes(customer));
  let epochs: ReadonlyMap<OrganizationId, number> = homeEpochs;
  if (abroad.length > 0) {
    await widenReach(tx, [home, ...abroad]);
    epochs = new Map([...homeEpochs, ...(await readEpochs(tx, abroad))]);
  }
  return authorityFrom(actor, await cache.customers(tx, epochs), epochs);
}

/** The same questions over facts at hand: also what the tests and the world checks put to `decide`. */
export function authorityFrom(actor: ActorFacts, facts: ReadonlyMap<OrganizationId, CustomerFacts>, epochs: ReadonlyMap<OrganizationId, number>): Authority {
  const home = actor.organization;
  const at = (customer: OrganizationId): CustomerFacts => facts.get(customer) ?? nowhere(customer);
  const held = (customer: OrganizationId) => assignmentsOf(at(customer), actor);
  const ask = (action: ActionKey, matter: Matter): Decision => decide(at(matter.customer), actor, action, matter);
  const customers = [...facts.keys()].filter((customer) => customer === home || held(customer).length > 0);
  return {
    epochs, home, customers,
    decide: ask,
    anyWay: (action, customer) => holdsAnywhere(at(customer), actor, action),
    known: (customer) => actor.active && (customer === home || held(customer).length > 0),
    grants: (permission) => [...facts.values()].map((one) => grantAt(one, actor, permission)).filter((grant): grant is Grant => grant !== undefined),
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
