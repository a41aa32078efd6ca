import type * as client from '@keyholder/client';
import { useTranslation } from 'react-i18next';
import { useTerm } from '../../ui/term.ts';

type SetRoles = client.paths['/api/v1/organizations/{organization}/users/{user}/roles']['put']['requestBody']['content']['application/json'];
export type GivenRole = SetRoles['roles'][number];

/** The directory roles of the contract, in the order of the pages; one more or one less there does not compile here. */
const order: Record<GivenRole, number> = {
  'global-admin': 1,
  'managed-service-admin': 2,
  'billing-admin': 3,
  'helpdesk-admin': 4,
  'admin-agent': 5,
  'helpdesk-agent': 6,
  'sales-agent': 7,
  operator: 8,
};
const isGiven = (role: string): role is GivenRole => Object.hasOwn(order, role);
export const givenRoles: readonly GivenRole[] = Object.keys(order)
  .filter(isGiven)
  .sort((one, other) => order[one] - order[other]);

/** The name of a directory role and what it is for. */
export function useDirectoryRoleWords(): (role: GivenRole) => { name: string; text: string } {
  const { t } = useTranslation('directory');
  const term = useTerm();
  return (role) => ({ name: term('role', role), text: t(`roleText.${role}`) });
}
