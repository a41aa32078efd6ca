import { type OrganizationId, type UserId, isId } from '@keyholder/contract';
import { type Result, ok, refuse } from '../../kernel/result.ts';
import { reachOf } from '../../kernel/tenant.ts';
import { type Db, inSnapshot, inTenant } from '../../platform/postgres/in-tenant.ts';
import { readUser, readUserByEmail } from '../directory/index.ts';
import { findOrganizationByDomain, normalizeEmail, readOrganizations } from '../organizations/index.ts';
import type { PasswordHasher } from './password-hasher.ts';
import { readPasswordHash, savePasswordHash } from './passwords.store.ts';

/** A person as the provider knows it: its `sub` names the organization too, so that no look-up crosses organizations. */
export type Account = { organization: OrganizationId; user: UserId };

export const subjectOf = ({ organization, user }: Account): string => `${organization}.${user}`;

export function accountOf(subject: string): Account | undefined {
  const [organization, user, more] = subject.split('.');
  if (organization === undefined || user === undefined || more !== undefined || !isId('org', organization) || !isId('usr', user)) return undefined;
  return { organization, user };
}

/** Whether the person may be signed in now: active, in an active organization. */
export function isActiveAccount(db: Db, { organization, user }: Account): Promise<boolean> {
  return inSnapshot(db, [organization], async (tx) => {
    const [home] = await readOrganizations(tx, [organization]);
    return home?.state === 'active' && (await readUser(tx, organization, user))?.active === true;
  });
}

/**
 * Finds the person of an address by domain, organization, person, and checks the password. Unknown, disabled, without a
 * password and wrong cost the same and look the same (A26). A hash of yesterday's cost is made anew.
 */
export async function checkAddressAndPassword(
  db: Db,
  hasher: PasswordHasher,
  address: string,
  password: string,
): Promise<Result<Account, 'not_signed_in' | 'rate_limited'>> {
  const found = await findByAddress(db, address);
  const verdict = await hasher.verify(found?.hash, password);
  if (!verdict.ok) return verdict;
  if (found === undefined || !verdict.value.matches) return refuse('not_signed_in');
  if (verdict.value.outdated) {
    const fresh = await hasher.hash(password);
    if (fresh.ok) {
      const { organization, user } = found.account;
      await inTenant(db, reachOf([organization]), 'shared', async (tx) => ok(await savePasswordHash(tx, organization, user, fresh.value)));
    }
  }
  return ok(found.account);
}

async function findByAddress(db: Db, address: string): Promise<{ account: Account; hash: string } | undefined> {
  const given = normalizeEmail(address);
  const home = given && (await inSnapshot(db, [], (tx) => findOrganizationByDomain(tx, given.domain)));
  if (given === undefined || home === undefined) return undefined;
  return inSnapshot(db, [home.id], async (tx) => {
    const person = await readUserByEmail(tx, home.id, given.email);
    const hash = person?.active === true ? await readPasswordHash(tx, home.id, person.id) : undefined;
    return person === undefined || hash === undefined ? undefined : { account: { organization: home.id, user: person.id }, hash };
  });
}
