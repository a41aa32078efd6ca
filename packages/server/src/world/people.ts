import { type DirectoryRole, type OrganizationId, type UserId, builtInRoles, directoryRoles } from '@keyholder/contract';
import type { TenantTx } from '../kernel/tenant.ts';
import { readUser } from '../modules/directory/index.ts';
import { makeToken, setPassword } from '../modules/identity/index.ts';
import { organizationCard, readOrganizations, shownEmail } from '../modules/organizations/index.ts';
import { type Ids, idOf } from './ids.ts';
import type { World } from './world.schema.ts';

/** Somebody who can sign in, as `demo.json` tells it (api.md). */
export type DemoPerson = {
  alias: string;
  id: UserId;
  name: string;
  email: string;
  password: string;
  organization: { id: OrganizationId; name: string; domain: string };
  roles: string[];
  /** a personal API token */
  token: string;
};

/** For how long the API tokens of sample people are good. */
const tokenDays = 365;

/**
 * Gives every active person of a world a password and an API token, and tells both.
 *
 * All have the same password, hashed once: a hash costs 64 MiB and a fifth of a second on purpose, sixty of them would hold
 * up the start for many seconds, and `demo.json` tells them all in one place anyway. It is random per instance.
 */
export async function openAccounts(
  tx: TenantTx,
  world: World,
  ids: Ids,
  { password, hash, now }: { password: string; hash: string; now: Date },
): Promise<DemoPerson[]> {
  const organizations = new Map((await readOrganizations(tx, [...ids.organizations.values()])).map((row) => [row.id, organizationCard(row)]));
  const held = rolesByAssignment(world);
  const people: DemoPerson[] = [];
  for (const { id: alias, organization: home } of world.users.filter(({ active }) => active !== false)) {
    const organization = idOf(ids.organizations, home);
    const id = idOf(ids.users, alias);
    const user = await readUser(tx, organization, id);
    const card = organizations.get(organization);
    if (user === undefined || card === undefined) throw new Error(`the person \`${alias}\` is not there after it was loaded`);
    await setPassword(tx, organization, id, hash);
    const { secret } = await makeToken(tx, { organization, user: id, signedInAt: now }, { name: 'From demo.json', expiresInDays: tokenDays });
    people.push({
      alias,
      id,
      name: user.name,
      email: shownEmail(user.email),
      password,
      organization: { id: organization, name: card.name, domain: card.domain },
      roles: [...new Set([...user.roles, ...(held.get(alias) ?? [])])].sort(byRank),
      token: secret,
    });
  }
  return people;
}

/** The built-in roles that a person is named for by itself, not through a group. */
function rolesByAssignment(world: World): Map<string, string[]> {
  const held = new Map<string, string[]>();
  const note = (role: string, members: World['groups'][number]['members']): void => {
    for (const { type, id } of members) if (type === 'user') held.set(id, [...(held.get(id) ?? []), role]);
  };
  for (const { role, members } of world.customerAssignments) if (builtInRoles.some((one) => one === role)) note(role, members);
  for (const { primaryAdmins } of world.delegations) note('primary-admin', primaryAdmins);
  return held;
}

const ranks: readonly string[] = [...directoryRoles, ...builtInRoles] satisfies (DirectoryRole | (typeof builtInRoles)[number])[];
const byRank = (one: string, other: string): number => ranks.indexOf(one) - ranks.indexOf(other);
