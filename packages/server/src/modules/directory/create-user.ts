import type { DirectoryRole, OrganizationId, UserId } from '@keyholder/contract';
import { newId } from '../../kernel/ids.ts';
import { type Result, ok, refuseAt } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { normalizeEmail, readOrganizations } from '../organizations/index.ts';
import { insertUser } from './people.store.ts';

export type GivenUser = {
  email: string;
  name: string;
  roles?: readonly DirectoryRole[] | undefined;
  active?: boolean | undefined;
  language?: 'en' | 'fr' | 'ru' | undefined;
};

/**
 * Adds a person. The address must lie in a verified domain of the organization: it is how the person is found at sign-in.
 * Who may give which role is the caller's matter; roles count once.
 */
export async function createUser(
  tx: TenantTx,
  organization: OrganizationId,
  given: GivenUser,
): Promise<Result<UserId, 'invalid_value' | 'already_exists'>> {
  const address = normalizeEmail(given.email);
  if (address === undefined) return refuseAt('/email', 'invalid_value', 'is not an e-mail address that can be used here');
  const [home] = await readOrganizations(tx, [organization]);
  if (home?.domains.some(({ domain, verified }) => verified && domain === address.domain) !== true) {
    return refuseAt('/email', 'invalid_value', 'does not lie in a verified domain of the organization');
  }
  const id = newId('usr');
  const { name, roles = [], active = true, language = 'en' } = given;
  const made = await insertUser(tx, { organization, id, email: address.email, name, active, language }, roles);
  return made ? ok(id) : refuseAt('/email', 'already_exists', 'belongs to somebody of this organization already');
}
