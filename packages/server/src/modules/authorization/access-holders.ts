import type { OrganizationId } from '@keyholder/contract';
import type { AtomKey } from '../../kernel/rights.ts';
import type { Holders } from './access-people.store.ts';
import { meets } from './decide.ts';
import { type AssignmentFacts, type CustomerFacts, assignmentsAt } from './facts.ts';

/** Whose people are wanted: those of the customer itself, of every partner, of one partner. */
export type Sides = { own: boolean; partners: 'all' | 'none' | { only: OrganizationId } };

/** The members of every assignment that counts, of the sides wanted. An assignment of a partner without a delegation is none. */
export function holdersOf(
  facts: CustomerFacts,
  sides: Sides,
  administrators: Holders['administrators'],
  counts: (assignment: AssignmentFacts) => boolean,
): Holders {
  const { customer } = facts;
  const members = assignmentsAt(facts)
    .filter((assignment) => isOn(sides, assignment) && isInEffect(facts, assignment) && counts(assignment))
    .flatMap(({ partner, members: named }) => [...named].map((member) => ({ organization: partner ?? customer, member })));
  return { members, home: customer, administrators: sides.own ? administrators : 'out' };
}

/** Whether an assignment and the delegation it stands under both hold this room (D23). */
export function holdsRoom(facts: CustomerFacts, { partner, atoms }: AssignmentFacts, room: readonly AtomKey[]): boolean {
  const within = partner === null ? undefined : facts.delegations.get(partner)?.within;
  return meets(atoms, room) && (within === undefined || meets(within, room));
}

const isInEffect = (facts: CustomerFacts, { partner }: AssignmentFacts): boolean => partner === null || facts.delegations.has(partner);
function isOn({ own, partners }: Sides, { partner }: AssignmentFacts): boolean {
  if (partner === null) return own;
  return partners === 'all' || (partners !== 'none' && partners.only === partner);
}
