import { type AssignmentId, type OrganizationId, type UserId, permissionsOf } from '@keyholder/contract';
import { sql } from 'kysely';
import { newId } from '../../packages/server/src/kernel/ids.ts';
import { ok } from '../../packages/server/src/kernel/result.ts';
import type { AtomKey } from '../../packages/server/src/kernel/rights.ts';
import { type TenantTx, reachOf } from '../../packages/server/src/kernel/tenant.ts';
import { insertAssignment, replaceAtoms } from '../../packages/server/src/modules/authorization/assignments.store.ts';
import { groupAtom, roomAtom } from '../../packages/server/src/modules/authorization/atoms.ts';
import { addMembers, createGroup } from '../../packages/server/src/modules/directory/index.ts';
import { inTenant } from '../../packages/server/src/platform/postgres/in-tenant.ts';
import type { SmallWorld } from './small-world.ts';

/** Somebody who asks and lists, and the change of access that is timed. @param change done for the n-th time */
export type Subject = { user: UserId; change: (tx: TenantTx, n: number) => Promise<void> };

const role = 'site-tech';

/** The administrator of a customer; the change moves the scope of one assignment from a group of rooms to another. */
export async function customersAdministrator(world: SmallWorld): Promise<Subject> {
  const { organization, users } = world.first;
  const [, user] = users;
  if (user === undefined) throw new Error('the customer has no administrator');
  const groups = await changing(world, async (tx) => {
    const { rows } = await sql<{
      id: `rgrp_${string}`;
    }>`select id from room_groups where organization_id = ${organization} order by id limit 2`.execute(tx);
    return rows.map(({ id }) => groupAtom(id));
  });
  const held = await newAssignment(world, users.slice(2, 3), groups.slice(0, 1));
  return { user, change: (tx, n) => replaceAtoms(tx, organization, held, groups.slice(n % 2, (n % 2) + 1)) };
}

/** Somebody who holds nothing but so many single rooms; the change gives all of them anew. */
export async function holderOf(world: SmallWorld, atoms: number): Promise<Subject> {
  const { organization } = world.first;
  const user = await newUser(world);
  const rooms = await changing(world, async (tx) => {
    const { rows } = await sql<{
      id: `room_${string}`;
    }>`select id from rooms where organization_id = ${organization} order by id limit ${atoms}`.execute(tx);
    return rows.map(({ id }) => roomAtom(id));
  });
  const held = await newAssignment(world, [user], rooms);
  return { user, change: (tx) => replaceAtoms(tx, organization, held, rooms) };
}

/** Somebody in the innermost of groups that lie so deep in each other, the outermost of which holds everything; the change takes it out or in. */
export async function nestedIn(world: SmallWorld, depth: number): Promise<Subject> {
  const { organization } = world.first;
  const user = await newUser(world);
  const [outermost, innermost] = await changing(world, async (tx) => {
    const chain = [await createGroup(tx, organization, 'Level 1')];
    for (let level = 2; level <= depth; level += 1) {
      const inner = await createGroup(tx, organization, `Level ${level}`);
      const added = await addMembers(tx, organization, chain.at(-1) ?? inner, [{ type: 'group', id: inner }]);
      if (!added.ok) throw new Error(`no nesting: ${added.code}`);
      chain.push(inner);
    }
    return [chain[0], chain.at(-1)] as const;
  });
  if (outermost === undefined || innermost === undefined) throw new Error('no groups were made');
  const join = async (tx: TenantTx): Promise<void> => {
    const added = await addMembers(tx, organization, innermost, [{ type: 'user', id: user }]);
    if (!added.ok) throw new Error(`nobody joins: ${added.code}`);
  };
  await changing(world, join);
  await changing(world, (tx) =>
    insertAssignment(tx, {
      customer: organization,
      partner: null,
      role,
      name: 'Nested',
      builtIn: false,
      members: [{ type: 'group', id: outermost }],
      atoms: ['all'],
    }),
  );
  const leave = async (tx: TenantTx): Promise<void> => {
    await tx
      .deleteFrom('group_members')
      .where('organization_id', '=', organization)
      .where('group_id', '=', innermost)
      .where('member_id', '=', user)
      .execute();
  };
  return { user, change: (tx, n) => (n % 2 === 0 ? leave(tx) : join(tx)) };
}

/** Under the exclusive lock of the first customer, as every change of access. */
async function changing<T>({ db, first }: SmallWorld, work: (tx: TenantTx) => Promise<T>): Promise<T> {
  const outcome = await inTenant(db, reachOf([first.organization]), 'exclusive', async (tx) => ok(await work(tx)));
  if (!outcome.ok) throw new Error(`refused: ${outcome.code}`);
  return outcome.value;
}

function newAssignment(world: SmallWorld, users: readonly UserId[], atoms: readonly AtomKey[]): Promise<AssignmentId> {
  const customer: OrganizationId = world.first.organization;
  const members = users.map((id) => ({ type: 'user' as const, id }));
  return changing(world, (tx) => insertAssignment(tx, { customer, partner: null, role, name: 'Measured', builtIn: false, members, atoms }));
}

function newUser(world: SmallWorld): Promise<UserId> {
  const id = newId('usr');
  return changing(world, async (tx) => {
    await tx
      .insertInto('users')
      .values({ organization_id: world.first.organization, id, email: `${id}@customer1.example`, name: 'Measured' })
      .execute();
    return id;
  });
}

/** What the role of these subjects may; a question about anything else would be settled at a glance. */
export const asked = permissionsOf(role);
