import type { Atom, OrganizationId, RoomGroupId, RoomId } from '@keyholder/contract';
import { type Fault, type Refusal, type Result, ok, refuse } from '../../kernel/result.ts';
import type { AtomKey } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { addAtomToRooms, groupAtom, internRules, roomAtom, ruleAtom, rulesOf } from '../authorization/index.ts';
import { existingGroups } from './groups.store.ts';
import { type DraftScope, countCovered, existingRooms, roomsMatching } from './scope.store.ts';

/**
 * A scope as it was sent, made ready to be stored: rooms and groups must be this customer's (a foreign and an absent id get
 * the same refusal, D06), equal atoms count once, and a rule that is new here gets its rooms before anything takes effect.
 *
 * The caller holds the customer's exclusive lock: no room may change while a new rule is filled.
 *
 * @param pointer where the scope stands in the body, e.g. `/scope`
 */
export async function checkScope(
  tx: TenantTx,
  customer: OrganizationId,
  scope: readonly Atom[],
  pointer: string,
): Promise<Result<AtomKey[], 'unknown_reference'>> {
  const unknown = await unknownAtoms(tx, customer, scope, pointer);
  if (unknown !== undefined) return unknown;
  const { all, rooms, groups, rules } = partsOf(scope);
  const interned = await internRules(tx, customer, rules);
  for (const [n, rule] of interned.entries()) {
    const where = rules[n];
    if (rule.fresh && where !== undefined) await addAtomToRooms(tx, customer, ruleAtom(rule.id), await roomsMatching(tx, customer, where));
  }
  return ok([...new Set([...(all ? ['all'] : []), ...groups.map(groupAtom), ...rooms.map(roomAtom), ...interned.map(({ id }) => ruleAtom(id))])]);
}

/** The refusal for atoms that name what is not this customer's, each by its pointer; undefined when there are none. */
export async function unknownAtoms(
  tx: TenantTx,
  customer: OrganizationId,
  scope: readonly Atom[],
  pointer: string,
): Promise<Refusal<'unknown_reference'> | undefined> {
  const { rooms, groups } = partsOf(scope);
  const known = new Set([...(await existingRooms(tx, customer, rooms)), ...(await existingGroups(tx, customer, groups))]);
  const faults: Fault[] = scope.flatMap((atom, n) =>
    'id' in atom && !known.has(atom.id)
      ? [{ pointer: `${pointer}/${n}/id`, code: 'unknown_reference' as const, detail: `there is no such ${atom.type}` }]
      : [],
  );
  return faults.length === 0 ? undefined : refuse('unknown_reference', { faults });
}

export const partsOf = (scope: readonly Atom[]): DraftScope => ({
  all: scope.some(({ type }) => type === 'all'),
  rooms: [...new Set(scope.flatMap((atom) => (atom.type === 'room' ? [atom.id] : [])))],
  groups: [...new Set(scope.flatMap((atom) => (atom.type === 'group' ? [atom.id] : [])))],
  rules: scope.flatMap((atom) => (atom.type === 'rule' ? [atom.where] : [])),
});

/** How many rooms these atoms cover now; each room once. */
export const countRooms = (tx: TenantTx, customer: OrganizationId, atoms: readonly AtomKey[]): Promise<number> => countCovered(tx, customer, atoms);

/** Stored atoms in the form of the wire: all, then groups, rooms, rules. What was deleted since is left out: it covers nothing. */
export async function describeScope(tx: TenantTx, customer: OrganizationId, atoms: readonly AtomKey[]): Promise<Atom[]> {
  const named = (type: string): string[] =>
    atoms
      .filter((atom) => atom.startsWith(`${type}:`))
      .map((atom) => atom.slice(type.length + 1))
      .sort();
  const groups = await existingGroups(tx, customer, named('group'));
  const rooms = await existingRooms(tx, customer, named('room'));
  const wanted = new Set(named('rule'));
  const rules = wanted.size === 0 ? [] : (await rulesOf(tx, customer)).filter(({ id }) => wanted.has(id));
  return [
    ...(atoms.includes('all') ? [{ type: 'all' as const }] : []),
    ...named('group')
      .filter((id) => groups.has(id))
      .map((id) => ({ type: 'group' as const, id: id as RoomGroupId })), // read from that table
    ...named('room')
      .filter((id) => rooms.has(id))
      .map((id) => ({ type: 'room' as const, id: id as RoomId })), // read from that table
    ...rules.map(({ where }) => ({ type: 'rule' as const, where })),
  ];
}
