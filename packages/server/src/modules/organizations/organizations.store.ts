import type { OrganizationId, TenantManagersBy } from '@keyholder/contract';
import { sql } from 'kysely';
import type { TenantTx } from '../../kernel/tenant.ts';

export type OrganizationRow = {
  id: OrganizationId;
  name: string;
  country: string;
  partnerEligible: boolean;
  operator: boolean;
  state: 'active' | 'suspended';
  tenantManagersBy: TenantManagersBy;
  version: number;
  /** A-labels; the one that is shown comes first */
  domains: { domain: string; verified: boolean }[];
};
export type NewOrganization = { id: OrganizationId; name: string; country: string; partnerEligible: boolean; operator: boolean };

export async function insertOrganization(tx: TenantTx, organization: NewOrganization): Promise<void> {
  const { id, name, country, partnerEligible, operator } = organization;
  await tx.insertInto('organizations').values({ id, name, country, partner_eligible: partnerEligible, operator }).execute();
  await tx.insertInto('epochs').values({ organization_id: id }).execute();
}

/** @returns whose domain it is now: of two that claim it at once the second waits, then sees the first */
export async function insertDomain(tx: TenantTx, organization: OrganizationId, domain: string): Promise<OrganizationId> {
  const position = sql<number>`(select count(*)::int from domains where organization_id = ${organization})`;
  await tx
    .insertInto('domains')
    .values({ domain, organization_id: organization, position, verified_at: sql<Date>`now()` })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { organization_id } = await tx.selectFrom('domains').select('organization_id').where('domain', '=', domain).executeTakeFirstOrThrow();
  return organization_id;
}

/** By exact key only: a platform table without row security (0002). */
export async function readOrganizations(tx: TenantTx, ids: readonly OrganizationId[]): Promise<OrganizationRow[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .selectFrom('organizations')
    .selectAll()
    .where('id', 'in', [...ids])
    .orderBy('name')
    .orderBy('id')
    .execute();
  const domains = await tx
    .selectFrom('domains')
    .selectAll()
    .where('organization_id', 'in', [...ids])
    .orderBy('position')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    country: row.country,
    partnerEligible: row.partner_eligible,
    operator: row.operator,
    state: row.state === 'suspended' ? 'suspended' : 'active',
    tenantManagersBy: row.tenant_managers_by === 'managed-service-admins' ? 'managed-service-admins' : 'administrators',
    version: row.version,
    domains: domains
      .filter(({ organization_id }) => organization_id === row.id)
      .map(({ domain, verified_at }) => ({ domain, verified: verified_at !== null })),
  }));
}

/** All organizations in id order, some at a time: for jobs of the platform that go through every one. */
export async function organizationsAfter(tx: TenantTx, after: OrganizationId | undefined, most: number): Promise<OrganizationId[]> {
  let query = tx.selectFrom('organizations').select('id').orderBy('id').limit(most);
  if (after !== undefined) query = query.where('id', '>', after);
  return (await query.execute()).map(({ id }) => id);
}

/** Who may name Tenant Managers from now on (D19). */
export async function saveTenantManagersBy(tx: TenantTx, organization: OrganizationId, by: TenantManagersBy): Promise<void> {
  await tx
    .updateTable('organizations')
    .set((row) => ({ tenant_managers_by: by, version: row('version', '+', 1) }))
    .where('id', '=', organization)
    .execute();
}

export async function readOwnerOfDomain(tx: TenantTx, domain: string): Promise<OrganizationId | undefined> {
  const row = await tx
    .selectFrom('domains')
    .select('organization_id')
    .where('domain', '=', domain)
    .where('verified_at', 'is not', null)
    .executeTakeFirst();
  return row?.organization_id;
}
