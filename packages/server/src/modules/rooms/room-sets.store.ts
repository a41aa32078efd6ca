import type { OrganizationId } from '@keyholder/contract';
import { type RawBuilder, sql } from 'kysely';
import type { AtomKey } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';

/** What decides about each of several sets of rooms, by `setKey`: per room its atoms, equal rooms once. A set without rooms is not there. */
export type AtomsBySet = ReadonlyMap<string, readonly (readonly AtomKey[])[]>;
export const setKey = (customer: OrganizationId, set: string): string => `${customer} ${set}`;

/**
 * The atoms of all rooms of some sets (a group, a ring). Only atoms that a scope of the customer names are read: no other can
 * decide anything, and without them a hundred thousand rooms are a handful of different ones.
 *
 * @param members a statement that yields `(organization_id, set_id, room_id)`
 */
export async function atomsOfSets(tx: TenantTx, members: RawBuilder<unknown>): Promise<AtomsBySet> {
  const { rows } = await sql<{ customer: OrganizationId; set: string; atoms: AtomKey[] }>`
    with members as materialized (${members}),
    named as materialized (
      select distinct organization_id, atom from assignment_atoms where organization_id in (select organization_id from members)),
    told as (
      select t.organization_id, t.room_id, t.atom from room_atoms t
      join named n on n.organization_id = t.organization_id and n.atom = t.atom
      where (t.organization_id, t.room_id) in (select organization_id, room_id from members))
    select distinct per.organization_id as customer, per.set_id as set, per.atoms from (
      select m.organization_id, m.set_id, m.room_id, coalesce(array_agg(t.atom order by t.atom) filter (where t.atom is not null), '{}') as atoms
      from members m left join told t on t.organization_id = m.organization_id and t.room_id = m.room_id
      group by m.organization_id, m.set_id, m.room_id) as per`.execute(tx);
  const found = new Map<string, AtomKey[][]>();
  for (const { customer, set, atoms } of rows) {
    const key = setKey(customer, set);
    const known = found.get(key);
    if (known === undefined) found.set(key, [atoms]);
    else known.push(atoms);
  }
  return found;
}
