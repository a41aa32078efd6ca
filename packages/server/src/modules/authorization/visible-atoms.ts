import type { Atom, OrganizationId, PermissionKey } from '@keyholder/contract';
import type { Fault } from '../../kernel/result.ts';
import type { Authority, AtomKey, Grant } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { groupAtom, roomAtom } from './atoms.ts';
import { coverageOf, grantsAt } from './coverage.ts';
import { atomsOfRooms } from './evaluate.store.ts';
import { holdsWhole } from './roles.rules.ts';
import { groupsWithRooms } from './visible-atoms.store.ts';

const looking: readonly PermissionKey[] = ['roles.view', 'rooms.view', 'groups.view'];

/**
 * Of these atoms, those that a person may know of: rooms it may see, groups with a room that it may see in them (D35; at home
 * also those without any), all atoms of its own assignments, and rules where it looks after the whole. The rest does not
 * exist for it (D22, D28, A93).
 */
export async function visibleAtoms(tx: TenantTx, authority: Authority, customer: OrganizationId, atoms: readonly AtomKey[]): Promise<Set<AtomKey>> {
  const held = (permission: PermissionKey) => grantsAt(authority.grants(permission), customer);
  const groupsInSight = coverageOf(held('groups.view'));
  const seesEveryGroup = groupsInSight.whole.includes(customer);
  if (seesEveryGroup && coverageOf(held('rooms.view')).whole.includes(customer)) return new Set(atoms);

  const looksAfterAll = held('roles.view').some(holdsWhole);
  const rooms = atoms.filter(isRoom);
  const lying = await atomsOfRooms(tx, customer, rooms.map(roomIn));
  const groups = atoms.filter((atom) => atom.startsWith('group:'));
  const empty = authority.home === customer && authority.anyWay('groups.view', customer) ? 'with-empty' : 'without-empty';
  const visible = new Set(seesEveryGroup ? groups : await groupsWithRooms(tx, customer, groups, groupsInSight, empty));
  for (const atom of [...looking.flatMap(held).flatMap(ownAtoms), 'all']) visible.add(atom);
  for (const atom of atoms) {
    if (atom.startsWith('rule:') && looksAfterAll) visible.add(atom);
    if (!isRoom(atom)) continue;
    visible.delete(atom);
    const matter = { customer, kind: 'room', atoms: lying.get(roomIn(atom)) ?? [] } as const;
    if (authority.decide('rooms.view', matter).outcome !== 'deny') visible.add(atom);
  }
  return visible;
}

const isRoom = (atom: AtomKey): boolean => atom.startsWith('room:');
const roomIn = (atom: AtomKey): string => atom.slice('room:'.length);
/** What one's own assignments name, as far as the delegated scope names it too. */
const ownAtoms = ({ atoms, within }: Grant): readonly AtomKey[] =>
  within === null || within.includes('all') ? atoms : atoms.filter((atom) => within.includes(atom));

/** Rooms and groups of a scope in a body that the author cannot see: refused in the same words as absent ones (A05, A51). */
export async function invisibleIn(
  tx: TenantTx,
  authority: Authority,
  customer: OrganizationId,
  scope: readonly Atom[],
  pointer: string,
): Promise<Fault[]> {
  const keys = scope.map((atom) => (atom.type === 'room' ? roomAtom(atom.id) : atom.type === 'group' ? groupAtom(atom.id) : undefined));
  const visible = await visibleAtoms(
    tx,
    authority,
    customer,
    keys.filter((key) => key !== undefined),
  );
  return scope.flatMap((atom, n): Fault[] => {
    const key = keys[n];
    if (key === undefined || visible.has(key)) return [];
    return [{ pointer: `${pointer}/${n}/id`, code: 'unknown_reference', detail: `there is no such ${atom.type}` }];
  });
}
