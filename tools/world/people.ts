import type { GroupId, OrganizationId, UserId } from '@keyholder/contract';
import type { Random } from './random.ts';
import type { Rows } from './rows.ts';
import { firstNames, lastNames } from './words.ts';

export type Staff = { organization: OrganizationId; users: UserId[]; groups: GroupId[] };

/** The moment at which every world was made: what is older counts back from it. */
export const made = Date.UTC(2026, 5, 30);
export const daysBefore = (days: number): string => new Date(made - days * 86_400_000).toISOString();

/** An organization with its domain, its people and its groups, which nest up to four deep; people are in one to three groups. */
export function addStaff(
  rows: Rows,
  random: Random,
  given: { name: string; domain: string; country: string; partner: boolean; users: number; groups: number },
): Staff {
  const organization = random.id('org');
  rows.add('organizations', organization, given.name, given.country, given.partner);
  rows.add('domains', given.domain, organization, 0, daysBefore(400));
  rows.add('epochs', organization);
  const users = Array.from({ length: given.users }, () => random.id('usr')).sort();
  for (const [n, user] of users.entries()) {
    rows.add('users', organization, user, `person${n}@${given.domain}`, `${random.pick(firstNames)} ${random.pick(lastNames)}`);
    if (n === 0) rows.add('user_roles', organization, user, 'global-admin');
    if (n === 1 && given.partner) rows.add('tenant_managers', organization, 'user', user);
    if (n === 1 && !given.partner) rows.add('user_roles', organization, user, 'managed-service-admin');
  }
  const groups = Array.from({ length: given.groups }, () => random.id('grp')).sort();
  for (const [n, group] of groups.entries()) {
    rows.add('groups', organization, group, `Team ${n + 1}`);
    const inner = groups[n + 1];
    if (n % 4 < 3 && inner !== undefined) rows.add('group_members', organization, group, 'group', inner);
  }
  for (const user of users)
    for (const group of random.some(groups, 1 + random.below(3))) rows.add('group_members', organization, group, 'user', user);
  return { organization, users, groups };
}
