import { type PermissionKey, permissionsOf } from '@keyholder/contract';
import type { Grant } from '../../kernel/rights.ts';
import { isAdministrator } from './administrators.ts';
import { type ActorFacts, type CustomerFacts, assignmentsOf } from './facts.ts';

/**
 * Where an actor holds `permission` at one customer, in the form that list queries take: the same facts and the same cut as
 * `decide`, so that a list holds exactly the rooms for which `decide` says allow or needs_approval.
 */
export function grantAt(facts: CustomerFacts, actor: ActorFacts, permission: PermissionKey): Grant | undefined {
  if (!actor.active) return undefined;
  if (actor.organization === facts.customer && isAdministrator(actor)) {
    return permissionsOf('managed-service-admin').includes(permission) ? { customer: facts.customer, atoms: ['all'], within: null } : undefined;
  }
  const atoms = new Set(assignmentsOf(facts, actor).flatMap((held) => (held.permissions.has(permission) ? [...held.atoms] : [])));
  if (atoms.size === 0) return undefined;
  const delegation = facts.delegations.get(actor.organization);
  return { customer: facts.customer, atoms: [...atoms], within: delegation === undefined ? null : [...delegation.within] };
}
