import type { OrganizationId } from '@keyholder/contract';
import { type Result, ok, refuse, refuseAt } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { normalizeDomain } from './domains.ts';
import { insertDomain } from './organizations.store.ts';

/**
 * Gives an organization a domain that the platform vouches for: set-up, world files. A domain belongs to one organization
 * (D02); giving it twice to the same one changes nothing.
 *
 * @returns the domain as A-labels
 */
export async function addDomain(
  tx: TenantTx,
  organization: OrganizationId,
  text: string,
): Promise<Result<string, 'invalid_value' | 'domain_unavailable'>> {
  const domain = normalizeDomain(text);
  if (domain === undefined) return refuseAt('/domain', 'invalid_value', 'is not a domain name in a spelling of its own');
  return (await insertDomain(tx, organization, domain)) === organization ? ok(domain) : refuse('domain_unavailable', { pointer: '/domain' });
}
