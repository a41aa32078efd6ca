import type { OrganizationId, RoomId, RuleWhere } from '@keyholder/contract';
import { sql } from 'kysely';
import { newId } from '../../kernel/ids.ts';
import type { AtomKey } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { ruleShape } from './atoms.ts';

/** Gives each rule its row at this customer; equal rules share one. `fresh`: no room has its atom yet, the caller fills them. */
export async function internRules(tx: TenantTx, customer: OrganizationId, wheres: readonly RuleWhere[]): Promise<{ id: string; fresh: boolean }[]> {
  const interned: { id: string; fresh: boolean }[] = [];
  for (const where of wheres) {
    const shape = ruleShape(where);
    const made = await tx
      .insertInto('rules')
      .values({ organization_id: customer, id: newId('rule'), shape, conditions: JSON.stringify(where) })
      .onConflict((conflict) => conflict.columns(['organization_id', 'shape']).doNothing())
      .returning('id')
      .executeTakeFirst();
    if (made !== undefined) interned.push({ id: made.id, fresh: true });
    else {
      const { id } = await tx
        .selectFrom('rules')
        .select('id')
        .where('organization_id', '=', customer)
        .where('shape', '=', shape)
        .executeTakeFirstOrThrow();
      interned.push({ id, fresh: false });
    }
  }
  return interned;
}

/** Every rule that some scope of this customer has named. */
export async function rulesOf(tx: TenantTx, customer: OrganizationId): Promise<{ id: string; where: RuleWhere }[]> {
  const rows = await tx.selectFrom('rules').select(['id', 'conditions']).where('organization_id', '=', customer).orderBy('id').execute();
  return rows.map(({ id, conditions }) => ({ id, where: conditions as RuleWhere })); // written by internRules only
}

export async function replaceRoomAtoms(tx: TenantTx, customer: OrganizationId, room: RoomId, atoms: readonly AtomKey[]): Promise<void> {
  await tx
    .deleteFrom('room_atoms')
    .where('organization_id', '=', customer)
    .where('room_id', '=', room)
    .where('atom', 'not in', [...atoms, ''])
    .execute();
  if (atoms.length === 0) return;
  await tx
    .insertInto('room_atoms')
    .values([...new Set(atoms)].map((atom) => ({ organization_id: customer, atom, room_id: room })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function addAtomToRooms(tx: TenantTx, customer: OrganizationId, atom: AtomKey, rooms: readonly RoomId[]): Promise<void> {
  for (let from = 0; from < rooms.length; from += 5000) {
    const slice = rooms.slice(from, from + 5000);
    await tx
      .insertInto('room_atoms')
      .values(slice.map((room) => ({ organization_id: customer, atom, room_id: room })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

/** The atom leads to these rooms no more. */
export async function removeAtomFromRooms(tx: TenantTx, customer: OrganizationId, atom: AtomKey, rooms: readonly RoomId[]): Promise<void> {
  await sql`
    delete from room_atoms where organization_id = ${customer} and atom = ${atom} and room_id = any (${[...rooms]}::text[])`.execute(tx);
}
