import type { TenantTx } from '../../kernel/tenant.ts';
import { normalizeDomain } from './domains.ts';
import { type OrganizationRow, readOrganizations, readOwnerOfDomain } from './organizations.store.ts';

/** The active organization that proved this domain, in any true spelling of it (D02, A47). Unknown, unverified and suspended look alike. */
export async function findOrganizationByDomain(tx: TenantTx, text: string): Promise<OrganizationRow | undefined> {
  const domain = normalizeDomain(text);
  const owner = domain === undefined ? undefined : await readOwnerOfDomain(tx, domain);
  const [organization] = owner === undefined ? [] : await readOrganizations(tx, [owner]);
  return organization?.state === 'active' ? organization : undefined;
}
