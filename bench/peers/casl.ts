import { Ability, type AbilityTuple, type MatchConditions, type MongoAbility, createMongoAbility } from '@casl/ability';
import type { OrganizationId, UserId } from '@keyholder/contract';
import type { AtomKey } from '../../packages/server/src/kernel/rights.ts';
import { isAdministrator } from '../../packages/server/src/modules/authorization/administrators.ts';
import { type ActorFacts, assignmentsOf } from '../../packages/server/src/modules/authorization/facts.ts';
import { permissionsOf } from '@keyholder/contract';
import type { Peer } from '../check/peer.ts';
import type { Asked, Question } from '../check/sample.ts';

/** What one rule of an ability says: these actions, at this customer, over rooms that have one of the atoms, and one of `within`. */
type Held = { customer: OrganizationId; actions: string[]; atoms: ReadonlySet<AtomKey>; within: ReadonlySet<AtomKey> | null };

/** All that a person holds, at every customer; an ability is made of it once and kept. */
function heldBy({ customers }: Asked, actor: ActorFacts): Held[] {
  return [...customers.values()].flatMap((facts): Held[] => {
    const { customer } = facts;
    if (actor.organization === customer && isAdministrator(actor))
      return [{ customer, actions: [...permissionsOf('managed-service-admin')], atoms: new Set(['all']), within: null }];
    const within = actor.organization === customer ? null : (facts.delegations.get(actor.organization)?.within ?? null);
    return assignmentsOf(facts, actor).map(({ permissions, atoms }) => ({ customer, actions: [...permissions], atoms, within }));
  });
}

/**
 * As the cookbook has it ("Roles with persisted permissions"): an ability per person made from rules as data, with conditions
 * in the query language, and kept between requests.
 */
export async function caslCached(asked: Asked): Promise<Peer> {
  const abilities = new Map<UserId, MongoAbility>();
  // the query language has no $and, so the delegation is asked about under a second name of the same atoms
  const among = (name: string, atoms: ReadonlySet<AtomKey> | null): object =>
    atoms === null || atoms.has('all') ? {} : { [name]: { $in: [...atoms] } };
  const make = (actor: ActorFacts): MongoAbility =>
    createMongoAbility(
      heldBy(asked, actor).map(({ customer, actions, atoms, within }) => ({
        action: actions,
        subject: 'Room',
        conditions: { customer, ...among('atoms', atoms), ...among('delegated', within) },
      })),
      { detectSubjectType: () => 'Room' },
    );
  for (const [user, actor] of asked.actors) abilities.set(user, make(actor));
  return {
    name: 'CASL cached',
    note: 'createMongoAbility per person, kept; conditions with $in (cookbook, Roles with persisted permissions)',
    check: ({ user, action, customer, atoms }) => abilities.get(user)?.can(action, { customer, atoms, delegated: atoms }) ?? false,
  };
}

/**
 * As fast as CASL can be made: a function instead of a query ("Customize Ability", Custom conditions matcher), sets instead of
 * lists, and each customer a subject type of its own, so that only its rules are looked at.
 */
export async function caslTuned(asked: Asked): Promise<Peer> {
  type Rooms = Ability<AbilityTuple, MatchConditions>;
  const meets = (scope: ReadonlySet<AtomKey>, atoms: readonly AtomKey[]): boolean => {
    for (const atom of atoms) if (scope.has(atom)) return true;
    return false;
  };
  const covers = ({ atoms, within }: Held): MatchConditions =>
    ((question: Question) => meets(atoms, question.atoms) && (within === null || meets(within, question.atoms))) as MatchConditions; // CASL hands it what `can` was asked about: a question
  const abilities = new Map<UserId, Rooms>();
  const make = (actor: ActorFacts): Rooms =>
    new Ability<AbilityTuple, MatchConditions>(
      heldBy(asked, actor).map((held) => ({ action: held.actions, subject: held.customer, conditions: covers(held) })),
      { conditionsMatcher: (matches) => matches, detectSubjectType: (question) => question['customer'] },
    );
  for (const [user, actor] of asked.actors) abilities.set(user, make(actor));
  return {
    name: 'CASL tuned',
    note: 'Ability per person, kept; conditions as functions over sets, a subject type per customer (Customize Ability)',
    check: (question) => abilities.get(question.user)?.can(question.action, question) ?? false,
  };
}
