import { type AssignmentId, type EventModes, type Member, type OrganizationId, roleLimits } from '@keyholder/contract';
import { sql } from 'kysely';
import { newId } from '../../kernel/ids.ts';
import type { AtomKey } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { insertAssignment, insertMembers, replaceAtoms, updateAssignment } from './assignments.store.ts';

/** The atoms that lead into a delegation of this customer, standing or still on offer: what D33 guards against widening. */
export async function delegatedAtoms(tx: TenantTx, customer: OrganizationId): Promise<Set<AtomKey>> {
  const { rows } = await sql<{ atom: string }>`
    select t.atom from assignment_atoms t join assignments a on a.organization_id = t.organization_id and a.id = t.assignment_id
      where t.organization_id = ${customer} and a.built_in and a.partner_id is not null
    union
    select atom from offered_atoms where organization_id = ${customer} and expires_at > now()`.execute(tx);
  return new Set(rows.map(({ atom }) => atom));
}

export async function offerAtoms(
  tx: TenantTx,
  customer: OrganizationId,
  invitation: string,
  atoms: readonly AtomKey[],
  expiresAt: Date,
): Promise<void> {
  await withdrawOffer(tx, customer, invitation);
  await tx
    .insertInto('offered_atoms')
    .values([...new Set(atoms)].map((atom) => ({ organization_id: customer, invitation_id: invitation, atom, expires_at: expiresAt })))
    .execute();
}

export async function withdrawOffer(tx: TenantTx, customer: OrganizationId, invitation: string): Promise<void> {
  await tx.deleteFrom('offered_atoms').where('organization_id', '=', customer).where('invitation_id', '=', invitation).execute();
}

/** What an invitation offers, in the stored form that `openDelegation` takes. */
export async function offeredAtoms(tx: TenantTx, customer: OrganizationId, invitation: string): Promise<AtomKey[]> {
  const rows = await tx
    .selectFrom('offered_atoms')
    .select('atom')
    .where('organization_id', '=', customer)
    .where('invitation_id', '=', invitation)
    .orderBy('atom')
    .execute();
  return rows.map(({ atom }) => atom);
}

type Opening = {
  customer: OrganizationId;
  partner: OrganizationId;
  scope: readonly AtomKey[];
  primaryAdmins: readonly Member[];
  changeControl: EventModes;
  termsVersion: string;
};

/** Makes the delegation and its built-in assignment, Assigned admins (D16, D68). One active delegation per pair: the index holds it (D09). */
export async function openDelegation(
  tx: TenantTx,
  { customer, partner, scope, primaryAdmins, changeControl, termsVersion }: Opening,
): Promise<string> {
  const id = newId('dcl');
  const manual = Object.fromEntries(Object.entries(changeControl).filter(([, mode]) => mode === 'manual'));
  await tx
    .insertInto('delegations')
    .values({ organization_id: customer, id, partner_id: partner, change_control: JSON.stringify(manual), terms_version: termsVersion })
    .execute();
  await insertAssignment(tx, {
    customer,
    partner,
    role: 'primary-admin',
    name: 'Assigned admins',
    builtIn: true,
    members: primaryAdmins,
    atoms: scope,
  });
  return id;
}

/** Ends the active delegation: no role, assignment or member of it is left to revive (D43, A76); its row stays as ended. */
export async function endDelegation(
  tx: TenantTx,
  ending: { customer: OrganizationId; partner: OrganizationId; by: 'customer' | 'partner' },
): Promise<{ endedAt: Date } | undefined> {
  const { customer, partner, by } = ending;
  const ended = await tx
    .updateTable('delegations')
    .set((row) => ({ state: 'ended', ended_at: sql<Date>`now()`, ended_by: by, version: row('version', '+', 1) }))
    .where('organization_id', '=', customer)
    .where('partner_id', '=', partner)
    .where('state', '=', 'active')
    .returning('ended_at')
    .executeTakeFirst();
  if (ended === undefined || ended.ended_at === null) return undefined;
  await tx.deleteFrom('assignments').where('organization_id', '=', customer).where('partner_id', '=', partner).execute();
  await tx.deleteFrom('roles').where('organization_id', '=', customer).where('partner_id', '=', partner).execute();
  return { endedAt: ended.ended_at };
}

/** Sets the delegated scope: the atoms of Assigned admins, which cut every other assignment of that partner (D23, D24). */
export async function setDelegatedScope(tx: TenantTx, customer: OrganizationId, partner: OrganizationId, atoms: readonly AtomKey[]): Promise<void> {
  const { id } = await tx
    .selectFrom('assignments')
    .select('id')
    .where('organization_id', '=', customer)
    .where('partner_id', '=', partner)
    .where('built_in', '=', true)
    .executeTakeFirstOrThrow();
  await replaceAtoms(tx, customer, id, atoms);
}

/** The active delegation of one pair: its version is also that of its change control. */
export async function findDelegationOf(
  tx: TenantTx,
  customer: OrganizationId,
  partner: string,
): Promise<{ customer: OrganizationId; partner: OrganizationId; id: string; version: number } | undefined> {
  const row = await tx
    .selectFrom('delegations')
    .select(['organization_id as customer', 'partner_id as partner', 'id', 'version'])
    .where('organization_id', '=', customer)
    .where('partner_id', '=', partner as OrganizationId) // compared as text
    .where('state', '=', 'active')
    .executeTakeFirst();
  return row;
}

/** Both sides see its scope and its Primary Admins, so the delegation itself has a version more. */
export async function noteDelegationChanged(
  tx: TenantTx,
  { customer, partner }: { customer: OrganizationId; partner: OrganizationId },
): Promise<void> {
  await tx
    .updateTable('delegations')
    .set((row) => ({ version: row('version', '+', 1) }))
    .where('organization_id', '=', customer)
    .where('partner_id', '=', partner)
    .where('state', '=', 'active')
    .execute();
}

/** One member more of Assigned admins; a version more of it and of the delegation (D66). */
export async function addToAssignedAdmins(
  tx: TenantTx,
  { customer, partner }: { customer: OrganizationId; partner: OrganizationId },
  member: Member,
): Promise<'added' | 'already there' | 'too many'> {
  const { id, name, notify } = await tx
    .selectFrom('assignments')
    .select(['id', 'name', 'notify'])
    .where('organization_id', '=', customer)
    .where('partner_id', '=', partner)
    .where('built_in', '=', true)
    .executeTakeFirstOrThrow();
  const { members, there } = await tx
    .selectFrom('assignment_members')
    .select([
      sql<number>`count(*)`.as('members'),
      sql<boolean>`coalesce(bool_or(member_type = ${member.type} and member_id = ${member.id}), false)`.as('there'),
    ])
    .where('organization_id', '=', customer)
    .where('assignment_id', '=', id)
    .executeTakeFirstOrThrow();
  if (there) return 'already there';
  if (members >= roleLimits.members) return 'too many';
  await insertMembers(tx, customer, id, [member]);
  await updateAssignment(tx, { customer, id }, { name, notify });
  await noteDelegationChanged(tx, { customer, partner });
  return 'added';
}

/** The delegated scope: the atoms of Assigned admins (D23). */
export async function delegatedScopeOf(tx: TenantTx, customer: OrganizationId, partner: OrganizationId): Promise<AtomKey[]> {
  const rows = await tx
    .selectFrom('assignments')
    .innerJoin('assignment_atoms', (join) =>
      join
        .onRef('assignment_atoms.organization_id', '=', 'assignments.organization_id')
        .onRef('assignment_atoms.assignment_id', '=', 'assignments.id'),
    )
    .select('assignment_atoms.atom')
    .where('assignments.organization_id', '=', customer)
    .where('assignments.partner_id', '=', partner)
    .where('assignments.built_in', '=', true)
    .execute();
  return rows.map(({ atom }) => atom);
}

export type PartnerAssignment = { id: AssignmentId; role: string; name: string; builtIn: boolean; members: Member[]; atoms: AtomKey[] };

/** Every assignment of one partner at one customer, with the name of its role. */
export async function peopleOfDelegation(tx: TenantTx, customer: OrganizationId, partner: OrganizationId): Promise<PartnerAssignment[]> {
  const { rows } = await sql<{
    id: AssignmentId;
    role: string;
    role_name: string | null;
    built_in: boolean;
    members: Member[] | null;
    atoms: string[] | null;
  }>`
    select a.id, a.role, r.name as role_name, a.built_in,
      (select json_agg(json_build_object('type', m.member_type, 'id', m.member_id)) from assignment_members m where m.organization_id = a.organization_id and m.assignment_id = a.id) as members,
      (select array_agg(t.atom) from assignment_atoms t where t.organization_id = a.organization_id and t.assignment_id = a.id) as atoms
    from assignments a left join roles r on r.organization_id = a.organization_id and r.id = a.role
    where a.organization_id = ${customer} and a.partner_id = ${partner} order by a.built_in desc, a.id`.execute(tx);
  return rows.map((row) => ({
    id: row.id,
    role: row.role,
    name: row.role_name ?? row.role,
    builtIn: row.built_in,
    members: row.members ?? [],
    atoms: row.atoms ?? [],
  }));
}
