import { type OrganizationId, isPermissionKey } from '@keyholder/contract';
import type { Limits } from '../../kernel/call.ts';
import type { ActionKey, Authority, Decision } from '../../kernel/rights.ts';

const deny: Decision = { outcome: 'deny', code: 'forbidden' };

/** Of the rights that no permission names, those that only look: a credential narrowed to permissions keeps these. */
const looking: readonly ActionKey[] = ['directory.view', 'delegation.view'];

/** The customers of a request that a narrowed credential may be about. */
export function wantedWithin(limits: Limits | undefined, wanted: readonly OrganizationId[] | 'all'): readonly OrganizationId[] | 'all' {
  if (limits?.customers === undefined) return wanted;
  return wanted === 'all' ? limits.customers : wanted.filter((customer) => limits.customers?.includes(customer));
}

/**
 * The same person with less: what lies beyond the limits is answered as if the person had never had it, at a customer beyond
 * them as if it were not there (A16, A17).
 */
export function narrowedTo(limits: Limits | undefined, authority: Authority): Authority {
  if (limits === undefined) return authority;
  const reaches = (customer: OrganizationId): boolean => limits.customers?.includes(customer) ?? true;
  const may = (action: ActionKey): boolean =>
    limits.permissions === undefined || (isPermissionKey(action) ? limits.permissions.includes(action) : looking.includes(action));
  const decide: Authority['decide'] = (action, matter) => (reaches(matter.customer) && may(action) ? authority.decide(action, matter) : deny);
  return {
    ...authority,
    decide,
    customers: authority.customers.filter(reaches),
    anyWay: (action, customer) => reaches(customer) && may(action) && authority.anyWay(action, customer),
    known: (customer) => reaches(customer) && authority.known(customer),
    grants: (permission) => (may(permission) ? authority.grants(permission).filter(({ customer }) => reaches(customer)) : []),
    rolesAt: (customer) => (reaches(customer) ? authority.rolesAt(customer) : []),
    allowedActions: (matter, actions) =>
      authority
        .allowedActions(matter, actions)
        .map((one, n) =>
          reaches(matter.customer) && may(actions[n] ?? 'directory.view') ? one : { action: one.action, allowed: false, reason: 'forbidden' },
        ),
  };
}
