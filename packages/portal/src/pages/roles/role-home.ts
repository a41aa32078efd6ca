import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { meQuery, useMe } from '../../api/me.ts';
import type { QueryKey } from '@tanstack/react-query';
import { usePageScope } from '../../app/use-page.ts';
import { paths } from '../../paths.ts';
import type { Crumb } from '../../ui/page-header.tsx';

/** Whose roles at which customer: of its own people, or of one partner's (D27). */
export type RoleHome = { customer: string; partner: string | null };

export const rolesPath = ({ customer, partner }: RoleHome): string => {
  const place = `/customers/${encodeURIComponent(customer)}`;
  return partner === null ? `${place}/roles` : `${place}/partners/${encodeURIComponent(partner)}/roles`;
};
export const rolePath = (home: RoleHome, role: string): string => `${rolesPath(home)}/${encodeURIComponent(role)}`;
export const assignmentsPath = (home: RoleHome, role: string): string => `${rolePath(home, role)}/assignments`;
export const assignmentPath = (home: RoleHome, role: string, assignment: string): string =>
  `${assignmentsPath(home, role)}/${encodeURIComponent(assignment)}`;

/** From the address alone; `undefined` in all-customers mode. */
export function useRoleHome(): RoleHome | undefined {
  const { scope, customer } = usePageScope();
  const { organization } = useMe();
  const params: Readonly<Record<string, string | undefined>> = useParams({ strict: false });
  if (customer === undefined) return undefined;
  return { customer, partner: scope.side === 'partner' ? organization.id : (params['partner'] ?? null) };
}

/** Whether these roles are made by the organization one belongs to; of a partner's the customer only sees and deletes (D26, D30). */
export function useIsOwn(home: RoleHome): boolean {
  return useMe().organization.id === (home.partner ?? home.customer);
}

/** The way down to a role: Roles, and for a customer that looks at a partner's, Partner roles (D24). */
export function useRoleCrumbs(home: RoleHome): Crumb[] {
  const { t } = useTranslation('roles');
  const { scope } = usePageScope();
  const top: Crumb = { text: t('title'), to: paths.roles(scope) };
  if (scope.side === 'partner') return [top];
  const part = home.partner === null ? t('tab.ours') : t('tab.partner');
  const search = home.partner === null ? { tab: 'ours' } : { tab: 'partner', f: [`partner:${home.partner}`] };
  return [top, { text: part, to: paths.roles(scope), search }];
}

/** What a change of roles may change: roles, who stands behind a partner, and one's own rights. */
export function useTouched(): QueryKey[] {
  const { key } = usePageScope();
  return [key('roles'), key('partners'), key('tenants'), key('changes'), meQuery.queryKey];
}
