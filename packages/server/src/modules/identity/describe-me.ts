import type { DirectoryRole, Me } from '@keyholder/contract';
import type { Person } from '../../kernel/call.ts';
import type { Authority } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { isTenantManager, readUser } from '../directory/index.ts';
import { organizationCard, readOrganizations, shownDomain, shownEmail } from '../organizations/index.ts';
import { readLanguage } from './language.store.ts';
import { hasPartnerSide, pagesOf } from './pages.rules.ts';

type Asking = { actor: Person; csrfToken?: string };

/** Who is signed in, and what the portal may show at all. `demo`: the world is made up, and says so. */
export async function describeMe(tx: TenantTx, { actor, csrfToken }: Asking, authority: Authority, demo: boolean): Promise<Me> {
  const { user, organization } = actor;
  const person = await readUser(tx, organization, user);
  const abroad = authority.customers.filter((customer) => customer !== organization);
  const known = await readOrganizations(tx, [organization, ...abroad]);
  const home = known.find(({ id }) => id === organization);
  if (person === undefined || home === undefined) throw new Error('the caller is not in the directory');
  const roles = (await isTenantManager(tx, organization, user)) ? [...new Set<DirectoryRole>([...person.roles, 'tenant-manager'])] : person.roles; // also through a group (D19)
  const isPartner = home.partnerEligible || authority.epochs.size > 1 || roles.includes('tenant-manager'); // epochs: of those that delegate to it, too
  const pages = pagesOf(authority, isPartner);
  return {
    id: user,
    name: person.name,
    email: shownEmail(person.email),
    language: await readLanguage(tx, organization, user),
    organization: {
      id: organization,
      name: home.name,
      domain: shownDomain(home.domains[0]?.domain ?? ''),
      partnerEligible: home.partnerEligible,
      domains: home.domains.filter(({ verified }) => verified).map(({ domain }) => shownDomain(domain)),
    },
    roles,
    sides: sidesOf(roles, pages, home),
    customers: known
      .filter(({ id }) => id !== organization)
      .map(organizationCard)
      .map(({ id, name, domain }) => ({ id, name, domain })),
    pages,
    demo,
    ...(csrfToken === undefined ? {} : { csrfToken }),
    ...(actor.channel === 'session' ? { signedInAt: actor.signedInAt.toISOString() } : {}),
  };
}

function sidesOf(roles: readonly DirectoryRole[], pages: readonly string[], home: { operator: boolean }): Me['sides'] {
  return [
    'organization' as const,
    ...(hasPartnerSide(pages) ? ['partner' as const] : []),
    ...(home.operator && roles.includes('operator') ? ['operator' as const] : []),
  ];
}
