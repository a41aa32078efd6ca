import type { OrganizationId, UserId } from '@keyholder/contract';
import type { AtomKey, Authority, Matter } from '../../kernel/rights.ts';

/** Whom a question is about, and whose person that is. */
export type Subject = { user: UserId; organization: OrganizationId };

/**
 * Whether a person may ask what another may do with this: oneself always; at the own organization with roles.view, about a
 * partner's people also with partners.view (D30); at a customer with roles.view there, about the own organization's people
 * and nobody else's (A88, A93).
 */
export function mayAskAbout(authority: Authority, asker: UserId, subject: Subject, matter: Matter): boolean {
  if (subject.user === asker) return true;
  const holds = (permission: 'roles.view' | 'partners.view'): boolean => authority.decide(permission, matter).outcome !== 'deny';
  if (matter.customer === authority.home) return holds('roles.view') || (subject.organization !== authority.home && holds('partners.view'));
  return subject.organization === authority.home && holds('roles.view');
}

/** The same for lists: scopes in all of which a thing must lie; undefined where nothing may be asked about this person there. */
export function askedScopes(
  authority: Authority,
  asker: UserId,
  subject: Subject,
  customer: OrganizationId,
): readonly (readonly AtomKey[])[] | undefined {
  if (subject.user === asker) return [];
  const atHome = customer === authority.home;
  if (!atHome && subject.organization !== authority.home) return undefined;
  const counting = atHome && subject.organization !== authority.home ? (['roles.view', 'partners.view'] as const) : (['roles.view'] as const);
  const grants = counting.flatMap((permission) => authority.grants(permission).filter((grant) => grant.customer === customer));
  if (grants.length === 0) return undefined;
  const within = grants[0]?.within ?? null;
  return [[...new Set(grants.flatMap(({ atoms }) => atoms))], ...(within === null ? [] : [within])];
}

/** Whose access at one customer a person may see, and over which rooms. */
export type Sight = {
  /** of the customer's own people, where the customer is the asker's organization */
  own: boolean;
  /** partner organizations: all of them, or the asker's own only */
  partners: 'all' | 'mine' | 'none';
  /** rooms beyond these scopes are not told of */
  scopes: readonly (readonly AtomKey[])[];
};

/** As `mayAskAbout`, for lists: who has neither right sees itself, over what it holds anyway. */
export function sightOf(authority: Authority, customer: OrganizationId): Sight {
  const atHome = customer === authority.home;
  const scopesOf = (permission: 'roles.view' | 'partners.view'): (readonly AtomKey[])[] | undefined => {
    const grant = authority.grants(permission).find((one) => one.customer === customer);
    return grant && [grant.atoms, ...(grant.within === null ? [] : [grant.within])];
  };
  const roles = scopesOf('roles.view');
  if (roles !== undefined) return { own: atHome, partners: atHome ? 'all' : 'mine', scopes: roles };
  const partners = atHome ? scopesOf('partners.view') : undefined;
  return partners === undefined ? { own: false, partners: 'none', scopes: [] } : { own: false, partners: 'all', scopes: partners };
}
