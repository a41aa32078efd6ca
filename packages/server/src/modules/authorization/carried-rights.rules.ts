import { isPrimaryAdmin } from './decide.ts';
import { type ActorFacts, type AssignmentFacts, type CustomerFacts, assignmentsOf } from './facts.ts';
import { grantAt } from './grants.ts';

/**
 * Whether a person holds all that an assignment gives, where it gives it: the measure of D28 for whoever would put others
 * behind it. Being behind it oneself is enough. Of a partner's assignment only what the delegated scope leaves of it counts
 * (D23); Primary Admin is more than its permissions, and only a Primary Admin holds it (D25, D42).
 */
export function holdsAllOf(facts: CustomerFacts, author: ActorFacts, assignment: AssignmentFacts): boolean {
  if (!author.active) return false;
  const held = assignmentsOf(facts, author);
  if (held.includes(assignment)) return true;
  if (isPrimaryAdmin(assignment) && !held.some(isPrimaryAdmin)) return false;
  const within = assignment.partner === null ? undefined : facts.delegations.get(assignment.partner)?.within;
  return [...assignment.permissions].every((permission) => {
    const atoms = new Set(grantAt(facts, author, permission)?.atoms);
    const hasWhole = atoms.has('all') || (within !== undefined && within.size > 0 && [...within].every((atom) => atoms.has(atom)));
    return hasWhole || [...assignment.atoms].every((atom) => atoms.has(atom));
  });
}
