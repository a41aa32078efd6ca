import type { AssignmentId, Member, OrganizationId } from '@keyholder/contract';
import { type SqlBool, sql } from 'kysely';
import { newId } from '../../kernel/ids.ts';
import type { AtomKey } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { Side } from './roles.rules.ts';

export type NewAssignment = {
  customer: OrganizationId;
  partner: OrganizationId | null;
  role: string;
  name: string;
  builtIn: boolean;
  /** whether its people get e-mail about incidents (D56) */
  notify?: boolean;
  members: readonly Member[];
  atoms: readonly AtomKey[];
};

export async function insertAssignment(tx: TenantTx, assignment: NewAssignment): Promise<AssignmentId> {
  const { customer, partner, role, name, builtIn, notify = true, members, atoms } = assignment;
  const id = newId('asg');
  await tx.insertInto('assignments').values({ organization_id: customer, id, partner_id: partner, role, name, built_in: builtIn, notify }).execute();
  await insertMembers(tx, customer, id, members);
  await replaceAtoms(tx, customer, id, atoms);
  return id;
}

export async function insertMembers(tx: TenantTx, customer: OrganizationId, assignment: AssignmentId, members: readonly Member[]): Promise<void> {
  if (members.length === 0) return;
  await tx
    .insertInto('assignment_members')
    .values(members.map((member) => ({ organization_id: customer, assignment_id: assignment, member_type: member.type, member_id: member.id })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function replaceMembers(tx: TenantTx, customer: OrganizationId, assignment: AssignmentId, members: readonly Member[]): Promise<void> {
  await tx.deleteFrom('assignment_members').where('organization_id', '=', customer).where('assignment_id', '=', assignment).execute();
  await insertMembers(tx, customer, assignment, members);
}

export async function replaceAtoms(tx: TenantTx, customer: OrganizationId, assignment: AssignmentId, atoms: readonly AtomKey[]): Promise<void> {
  await tx.deleteFrom('assignment_atoms').where('organization_id', '=', customer).where('assignment_id', '=', assignment).execute();
  if (atoms.length === 0) return;
  await tx
    .insertInto('assignment_atoms')
    .values([...new Set(atoms)].map((atom) => ({ organization_id: customer, assignment_id: assignment, atom })))
    .execute();
}

/** One assignment of one side, with its members and atoms, each in the order of their ids. */
export type AssignmentRow = Side & {
  id: AssignmentId;
  role: string;
  name: string;
  builtIn: boolean;
  notify: boolean;
  version: number;
  createdAt: Date;
  members: Member[];
  atoms: AtomKey[];
};

const ofRole = ({ customer, partner }: Side, role: string) =>
  sql<SqlBool>`organization_id = ${customer} and partner_id is not distinct from ${partner}::text and role = ${role}`;

const rows = (tx: TenantTx, side: Side, role: string) =>
  tx
    .selectFrom('assignments')
    .select([
      'id',
      'role',
      'name',
      'built_in as builtIn',
      'notify',
      'version',
      'created_at as createdAt',
      sql<Member[]>`coalesce((select json_agg(json_build_object('type', m.member_type, 'id', m.member_id) order by m.member_type, m.member_id)
        from assignment_members m where m.organization_id = assignments.organization_id and m.assignment_id = assignments.id), '[]')`.as('members'),
      sql<AtomKey[]>`coalesce((select array_agg(t.atom order by t.atom)
        from assignment_atoms t where t.organization_id = assignments.organization_id and t.assignment_id = assignments.id), '{}')`.as('atoms'),
    ])
    .where(ofRole(side, role));

/** @param id any text: of another side, of another role and malformed are absent (A56) */
export async function findAssignment(tx: TenantTx, side: Side, role: string, id: string): Promise<AssignmentRow | undefined> {
  const row = await rows(tx, side, role)
    .where('id', '=', id as AssignmentId) // compared as text
    .executeTakeFirst();
  return row && { ...side, ...row };
}

/** What an assignment holds over, in the order of its atoms; nothing once it is of another version or gone. @param id any text */
export async function findAtomsOfVersion(tx: TenantTx, customer: OrganizationId, id: string, version: number): Promise<AtomKey[]> {
  const found = await tx
    .selectFrom('assignment_atoms')
    .innerJoin('assignments', (on) =>
      on.onRef('assignments.organization_id', '=', 'assignment_atoms.organization_id').onRef('assignments.id', '=', 'assignment_atoms.assignment_id'),
    )
    .select('assignment_atoms.atom')
    .where('assignments.organization_id', '=', customer)
    .where('assignments.id', '=', id as AssignmentId) // compared as text
    .where('assignments.version', '=', version)
    .orderBy('assignment_atoms.atom')
    .execute();
  return found.map(({ atom }) => atom);
}

/** By name, then id; one more than the limit where there are more. */
export async function listAssignments(
  tx: TenantTx,
  side: Side,
  role: string,
  { limit, after }: { limit: number; after: readonly [string, string] | undefined },
): Promise<AssignmentRow[]> {
  const found = await rows(tx, side, role)
    .$if(after !== undefined, (query) => query.where(sql<SqlBool>`(name, id) > (${after?.[0]}, ${after?.[1]})`))
    .orderBy('name')
    .orderBy('id')
    .limit(limit + 1)
    .execute();
  return found.map((row) => ({ ...side, ...row }));
}

export async function countAssignments(tx: TenantTx, side: Side, role: string): Promise<number> {
  const { count } = await tx
    .selectFrom('assignments')
    .select(sql<number>`count(*)`.as('count'))
    .where(ofRole(side, role))
    .executeTakeFirstOrThrow();
  return count;
}

/** The atoms of each assignment of a role, for what a change of the role gives or takes (D28). */
export async function atomsUnderRole(tx: TenantTx, side: Side, role: string): Promise<AtomKey[]> {
  const found = await tx
    .selectFrom('assignment_atoms')
    .select('atom')
    .distinct()
    .where('organization_id', '=', side.customer)
    .where('assignment_id', 'in', tx.selectFrom('assignments').select('id').where(ofRole(side, role)))
    .orderBy('atom')
    .execute();
  return found.map(({ atom }) => atom);
}

/** One version more, with what is said of the assignment itself. */
export async function updateAssignment(
  tx: TenantTx,
  { customer, id }: Pick<AssignmentRow, 'customer' | 'id'>,
  to: { name: string; notify: boolean },
): Promise<void> {
  await tx
    .updateTable('assignments')
    .set((row) => ({ ...to, version: row('version', '+', 1) }))
    .where('organization_id', '=', customer)
    .where('id', '=', id)
    .execute();
}

export async function deleteAssignment(tx: TenantTx, { customer, id }: Pick<AssignmentRow, 'customer' | 'id'>): Promise<void> {
  await tx.deleteFrom('assignments').where('organization_id', '=', customer).where('id', '=', id).execute();
}
