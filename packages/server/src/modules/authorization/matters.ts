import type { OrganizationId } from '@keyholder/contract';
import type { AtomKey, Matter } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { Kind } from './access-estate.ts';

export type AtomsOf = (rooms: readonly string[]) => Promise<ReadonlyMap<string, readonly AtomKey[]>>;

/** What each of these things is to `decide`: the atoms of its room, or of each of its rooms. Those that are not there are left out. */
export async function mattersOfKind(
  tx: TenantTx,
  kind: Pick<Kind, 'is' | 'roomsOf'>,
  customer: OrganizationId,
  ids: readonly string[],
  atomsOf: AtomsOf,
): Promise<Map<string, Matter>> {
  const things = await kind.roomsOf(tx, customer, ids);
  const atoms = await atomsOf([...new Set([...things.values()].flat())]);
  const matters = new Map<string, Matter>();
  for (const [id, rooms] of things) {
    const found = rooms.flatMap((room) => {
      const those = atoms.get(room);
      return those === undefined ? [] : [those];
    });
    const [only] = found;
    if (kind.is === 'rooms') matters.set(id, { customer, kind: 'rooms', rooms: found });
    else if (only !== undefined) matters.set(id, { customer, kind: 'room', atoms: only });
  }
  return matters;
}
