import type { Group, OrganizationId, User } from '@keyholder/contract';
import { shownEmail } from '../organizations/index.ts';
import type { GroupRow } from './groups.store.ts';
import type { UserRow } from './people.store.ts';

export const userView = ({ id, organization, name, email, active, roles }: UserRow): User => ({
  id,
  organization,
  name,
  email: shownEmail(email),
  active,
  roles: [...roles],
});

export const groupView = (organization: OrganizationId, { id, name, members }: GroupRow, activePeople: number): Group => ({
  id,
  organization,
  name,
  members: [...members],
  activePeople,
});
