import type { OrganizationId } from '@keyholder/contract';
import { sql } from 'kysely';
import type { TenantTx } from '../../kernel/tenant.ts';

export type OrganizationRow = {
  id: OrganizationId;
  name: string;
  country: string;
  partnerEligible: boolean;
  operator: boolean;
  state: 'active' | 'suspended';
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
    domains: domains
      .filter(({ organization_id }) => organization_id === row.id)
      .map(({ domain, verified_at }) => ({ domain, verified: verified_at !== null })),
  }));
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
