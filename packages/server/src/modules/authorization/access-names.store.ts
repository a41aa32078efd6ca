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

export async function readOrganizationNames(tx: TenantTx, ids: readonly OrganizationId[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`select id, name from organizations where id = any (${[...ids]}::text[])`.execute(tx);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
