import type { OrganizationId } from '@keyholder/contract';
import { shownDomain } from './domains.ts';
import type { OrganizationRow } from './organizations.store.ts';

/** An organization as others may know it: its name, and its first domain as people read it. */
export type OrganizationCard = { id: OrganizationId; name: string; domain: string; country: string };

export const organizationView = ({ id, name, country, partnerEligible, domains, tenantManagersBy, version }: OrganizationRow) => ({
  id,
  name,
  country,
  partnerEligible,
  domains: domains.map(({ domain, verified }) => ({ domain: shownDomain(domain), verified })),
  tenantManagersBy,
  version,
});

export const organizationCard = ({ id, name, country, domains }: OrganizationRow): OrganizationCard => ({
  id,
  name,
  domain: shownDomain(domains.find(({ verified }) => verified)?.domain ?? ''),
  country,
});
