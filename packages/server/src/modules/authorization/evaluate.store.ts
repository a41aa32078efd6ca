import type { OrganizationId, UserId } from '@keyholder/contract';
import { sql } from 'kysely';
import { type AtomKey, type RoomMatter, roomMatter } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';

/** The organizations with an active delegation from one of these customers. */
export async function partnersOf(tx: TenantTx, customers: readonly OrganizationId[]): Promise<OrganizationId[]> {
  const rows = await tx
    .selectFrom('delegations')
    .select('partner_id')
    .distinct()
    .where('organization_id', 'in', [...customers])
    .where('state', '=', 'active')
    .execute();
  return rows.map(({ partner_id }) => partner_id);
}

/** Which of these customers are this organization itself, or have an active delegation to it. */
export async function customersOnSideOf(tx: TenantTx, organization: OrganizationId, customers: readonly OrganizationId[]): Promise<OrganizationId[]> {
  const rows = await tx
    .selectFrom('delegations')
    .select('organization_id')
    .where('partner_id', '=', organization)
    .where('organization_id', 'in', [...customers])
    .where('state', '=', 'active')
    .execute();
  const delegating = new Set(rows.map(({ organization_id }) => organization_id));
  return customers.filter((customer) => customer === organization || delegating.has(customer));
}

/** The customers that delegate to this organization. */
export async function customersOfPartner(tx: TenantTx, partner: OrganizationId): Promise<OrganizationId[]> {
  const rows = await tx.selectFrom('delegations').select('organization_id').where('partner_id', '=', partner).where('state', '=', 'active').execute();
  return rows.map(({ organization_id }) => organization_id);
}

/** Every organization of the platform: a table without row security, for a client that may ask about everybody. */
export async function allOrganizations(tx: TenantTx): Promise<OrganizationId[]> {
  const rows = await tx.selectFrom('organizations').select('id').execute();
  return rows.map(({ id }) => id);
}

/** To which of these organizations each person belongs. */
export async function findSubjects(
  tx: TenantTx,
  organizations: readonly OrganizationId[],
  users: readonly UserId[],
): Promise<Map<UserId, OrganizationId>> {
  if (users.length === 0) return new Map();
  const { rows } = await sql<{ organization: OrganizationId; id: UserId }>`
    select organization_id as organization, id from users
    where organization_id = any (${[...organizations]}::text[]) and id = any (${[...users]}::text[])`.execute(tx);
  return new Map(rows.map(({ id, organization }) => [id, organization]));
}

/** The atoms of each room that exists at this customer, in order; every room has some. One row per room: there may be a thousand. */
export async function atomsOfRooms(tx: TenantTx, customer: OrganizationId, rooms: readonly string[]): Promise<Map<string, AtomKey[]>> {
  if (rooms.length === 0) return new Map();
  const { rows } = await sql<{ room: string; atoms: string }>`
    select room_id as room, string_agg(atom, ' ' order by atom) as atoms from room_atoms
    where organization_id = ${customer} and room_id = any (${[...rooms]}::text[]) group by room_id`.execute(tx);
  return new Map(rows.map(({ room, atoms }) => [room, atoms.split(' ')])); // atoms hold no blanks
}

/** Rooms of several customers, each as `decide` is asked about it, by its id. */
export async function mattersAnywhere(tx: TenantTx, rooms: readonly { customer: OrganizationId; room: string }[]): Promise<Map<string, RoomMatter>> {
  const { rows } = await sql<{ customer: OrganizationId; room: string; atoms: string }>`
    select asked.customer, asked.room, found.atoms
    from unnest(${rooms.map(({ customer }) => customer)}::text[], ${rooms.map(({ room }) => room)}::text[]) as asked(customer, room)
    cross join lateral (
      select string_agg(t.atom, ' ' order by t.atom) as atoms from room_atoms t
      where t.organization_id = asked.customer and t.room_id = asked.room) as found
    where found.atoms is not null`.execute(tx);
  return new Map(rows.map(({ customer, room, atoms }) => [room, roomMatter(customer, atoms.split(' '))]));
}

/** The rooms of one customer, each as `decide` is asked about it. */
export async function mattersOfRooms(tx: TenantTx, customer: OrganizationId, rooms: readonly string[]): Promise<Map<string, RoomMatter>> {
  return new Map([...(await atomsOfRooms(tx, customer, rooms))].map(([room, atoms]) => [room, roomMatter(customer, atoms)]));
}
