import type { Delegation, Member, OrganizationId, UserId } from '@keyholder/contract';
import type { AtomKey } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { type PartnerAssignment, peopleOfDelegation } from '../authorization/index.ts';
import type { PersonBehind } from '../directory/index.ts';
import type { CardOf } from './cards.ts';
import { peopleBehindEach } from './people-behind.ts';
import type { Pair } from './delegations.store.ts';

/** One assignment with the active people behind it: through which groups, or directly. */
export type Staffed = PartnerAssignment & { people: readonly PersonBehind[] };

/** Every assignment of the partner at the customer; the partner is in the reach. None once the delegation has ended (D43). */
export async function staffOf(tx: TenantTx, { customer, partner }: Pair): Promise<Staffed[]> {
  const assignments = await peopleOfDelegation(tx, customer, partner);
  const behind = await peopleBehindEach(
    tx,
    partner,
    assignments.flatMap(({ members }) => members),
  );
  let from = 0;
  return assignments.map((assignment) => {
    const people = behind.slice(from, from + assignment.members.length).flat();
    from += assignment.members.length;
    return { ...assignment, people };
  });
}

/** The delegated scope: that of the built-in assignment (D23, D68). */
export const delegatedScope = (staff: readonly PartnerAssignment[]): readonly AtomKey[] => staff.find(({ builtIn }) => builtIn)?.atoms ?? [];
export const primaryAdminsOf = (staff: readonly PartnerAssignment[]): Member[] => staff.find(({ builtIn }) => builtIn)?.members ?? [];
export const peopleInEffect = (staff: readonly Staffed[]): UserId[] =>
  staff.filter(({ builtIn }) => builtIn).flatMap(({ people }) => people.map(({ id }) => id));

/** By name, for each role once, on the shortest way by which the person holds it (D30). */
export function namesOf(staff: readonly Staffed[], partner: OrganizationId, cardOf: CardOf): NonNullable<Delegation['people']> {
  const organization = { id: partner, name: cardOf(partner).name };
  const named = new Map<string, NonNullable<Delegation['people']>[number]>();
  for (const { name: role, people } of staff) {
    for (const { id, name, through } of people) {
      const key = JSON.stringify([name, id, role]);
      if ((named.get(key)?.through.length ?? Infinity) > through.length)
        named.set(key, { person: { id, name, organization }, role, through: [...through] });
    }
  }
  return [...named].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, person]) => person);
}
