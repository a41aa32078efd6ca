export { addDomain } from './add-domain.ts';
export { createOrganization } from './create-organization.ts';
export { normalizeDomain, normalizeEmail, shownDomain, shownEmail } from './domains.ts';
export { findOrganizationByDomain } from './find-organization-by-domain.ts';
export { organizationRoutes } from './organizations.routes.ts';
export { type OrganizationRow, organizationsAfter, readOrganizations, saveTenantManagersBy } from './organizations.store.ts';
export { type CustomerSettings, readSettings } from './settings.store.ts';
export { type OrganizationCard, organizationCard, organizationView } from './organizations.view.ts';
export { getTerms, seedTerms } from './terms.ts';
