import type { OrganizationId } from '@keyholder/contract';
import { sql } from 'kysely';
import type { TenantTx } from '../../kernel/tenant.ts';

export type AssignmentNames = { id: string; name: string; roleName: string | null };

/** Assignments of a customer by id, with the name of their role where it is a custom one. */
export async function readAssignmentNames(tx: TenantTx, customer: OrganizationId, ids: readonly string[]): Promise<Map<string, AssignmentNames>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<AssignmentNames>`
    select a.id, a.name, r.name as "roleName" from assignments a left join roles r on r.organization_id = a.organization_id and r.id = a.role
    where a.organization_id = ${customer} and a.id = any (${[...ids]}::text[])`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}

/** What custom roles of these customers are called; one that is not there has no name. */
export async function readRoleNames(
  tx: TenantTx,
  customers: readonly OrganizationId[],
  ids: readonly string[],
): Promise<(customer: OrganizationId, id: string) => string | undefined> {
  if (ids.length === 0) return () => undefined;
  const { rows } = await sql<{ customer: OrganizationId; id: string; name: string }>`
    select organization_id as customer, id, name from roles
    where organization_id = any (${[...customers]}::text[]) and id = any (${[...ids]}::text[])`.execute(tx);
  const names = new Map(rows.map(({ customer, id, name }) => [`${customer} ${id}`, name]));
  return (customer, id) => names.get(`${customer} ${id}`);
}

export async function readOrganizationNames(tx: TenantTx, ids: readonly OrganizationId[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`select id, name from organizations where id = any (${[...ids]}::text[])`.execute(tx);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
