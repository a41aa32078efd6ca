import type { DirectoryRole, Group, Organization, OrganizationId, TenantManager, User } from '@keyholder/contract';
import type { Decision } from '../../kernel/rights.ts';
import { type OrganizationRow, organizationView, shownEmail } from '../organizations/index.ts';
import { allowed, mayNameTenantManagers, objectionToChange, objectionToLink } from './directory.rules.ts';
import type { GroupRow } from './groups.store.ts';
import type { UserRow } from './people.store.ts';
import type { TenantManagerRow } from './tenant-managers.store.ts';

/** Who reads: its own directory roles, and what was decided about changing the directory. */
export type Reader = { roles: readonly DirectoryRole[]; decision: Decision };

/** @param carriesMore whether the person has rights by groups or assignments that the reader does not hold (D28) */
export function userView(row: UserRow, reader: Reader, carriesMore: boolean): User {
  const { id, organization, name, email, active, roles, activated, linkExpiresAt, version } = row;
  return {
    id,
    organization,
    name,
    email: shownEmail(email),
    active,
    roles: [...roles],
    activation: { state: activated ? 'activated' : 'not_activated', linkExpiresAt: linkExpiresAt?.toISOString() ?? null },
    version,
    allowedActions: [
      allowed('users.update', reader.decision, objectionToChange(reader.roles, roles)),
      allowed('users.set_roles', reader.decision, reader.roles.includes('global-admin') ? undefined : 'requires_global_admin'),
      allowed('activation_links.create', reader.decision, objectionToLink(reader.roles, row, carriesMore)),
      ...(linkExpiresAt === null ? [] : [allowed('activation_links.withdraw', reader.decision, objectionToChange(reader.roles, roles))]),
    ],
  };
}

export type GroupFacts = { organization: OrganizationId; activePeople: number };

/** @param beyond whether the group carries rights that the reader does not hold (D28) */
export function groupView(
  { id, name, version, members }: GroupRow,
  { organization, activePeople }: GroupFacts,
  reader: Reader,
  beyond: boolean,
): Group {
  const { decision } = reader;
  return {
    id,
    organization,
    name,
    members: [...members],
    activePeople,
    version,
    allowedActions: [
      allowed('groups.update', decision, undefined),
      allowed('groups.delete', decision, undefined),
      allowed('group_members.add', decision, beyond ? 'exceeds_own_rights' : undefined),
      allowed('group_members.remove', decision, undefined),
    ],
  };
}

export const tenantManagerView = (
  { member, name, addedBy, addedAt }: TenantManagerRow,
  activePeople: number,
  by: Organization['tenantManagersBy'],
  reader: Reader,
): TenantManager => ({
  member,
  name,
  activePeople,
  addedBy,
  addedAt: addedAt.toISOString(),
  allowedActions: [allowed('tenant_managers.remove', reader.decision, objectionToNaming(reader, by))],
});

export const ownOrganizationView = (row: OrganizationRow, reader: Reader): Organization => ({
  ...organizationView(row),
  allowedActions: [allowed('organizations.update', reader.decision, objectionToNaming(reader, row.tenantManagersBy))],
});

export const objectionToNaming = ({ roles }: Reader, by: Organization['tenantManagersBy']): 'forbidden' | undefined =>
  mayNameTenantManagers(roles, by) ? undefined : 'forbidden';
