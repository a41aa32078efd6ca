import { randomBytes } from 'node:crypto';
import type { setup } from '@keyholder/contract';
import type { BodyOf, SuccessOf } from '@keyholder/contract';
import { base32, newId } from '../../kernel/ids.ts';
import { type Refusal, type Result, ok, refuse } from '../../kernel/result.ts';
import { reachOf } from '../../kernel/tenant.ts';
import { type Db, inTenant } from '../../platform/postgres/in-tenant.ts';
import { appendAudit } from '../audit/index.ts';
import { createUser } from '../directory/index.ts';
import { addDomain, createOrganization } from '../organizations/index.ts';
import type { PasswordHasher } from './password-hasher.ts';
import { checkPassword } from './password.rules.ts';
import { savePasswordHash } from './passwords.store.ts';
import { consumeSetupToken, isSetupOpen, saveSetupToken, setupDigest } from './setup.store.ts';

/**
 * Opens first-run set-up and hands its token to `print`: it is on the console once and nowhere else. A restart before set-up
 * is done prints a new one. Once it is done, nothing is printed.
 */
export async function printSetupToken(db: Db, print: (token: string) => void): Promise<void> {
  const token = base32(randomBytes(20));
  if (await saveSetupToken(db, setupDigest(token))) print(token);
}

/**
 * The first organization, which runs this platform, and its first person: operator, Global Admin and Managed Service
 * Administrator. Exactly one call with the token wins (A36); done or not open, set-up is not there at all (404).
 */
export async function completeSetup(
  db: Db,
  hasher: PasswordHasher,
  request: string,
  given: BodyOf<typeof setup.complete>,
): Promise<Result<SuccessOf<typeof setup.complete>>> {
  if (!(await isSetupOpen(db))) return refuse('not_found');
  const { token, operator, organization } = given;
  const password = checkPassword(operator.password, [operator.email, operator.name, organization.name]);
  if (!password.ok) return below('/operator', password);
  const hash = await hasher.hash(operator.password);
  if (!hash.ok) return hash;
  const id = newId('org');
  return inTenant(db, reachOf([id]), 'exclusive', async (tx) => {
    if (!(await consumeSetupToken(tx, setupDigest(token)))) return (await isSetupOpen(db)) ? refuse('not_signed_in') : refuse('not_found');
    await createOrganization(tx, { id, name: organization.name, country: organization.country, operator: true });
    const domain = await addDomain(tx, id, organization.domain);
    if (!domain.ok) return below('/organization', domain);
    const user = await createUser(tx, id, {
      email: operator.email,
      name: operator.name,
      roles: ['operator', 'global-admin', 'managed-service-admin'],
    });
    if (!user.ok) return below('/operator', user);
    await savePasswordHash(tx, id, user.value, hash.value);
    await appendAudit(
      tx,
      { actor: { kind: 'platform', name: 'Set-up' }, request, reason: null },
      {
        action: 'organization.created',
        customer: id,
        target: { type: 'organization', id, name: organization.name },
        ledgers: [id],
      },
    );
    return ok({ organization: id, operator: user.value });
  });
}

/** Where in this body the refusal of a part lies. */
function below(part: string, refusal: Refusal): Refusal {
  const at = (pointer: string): string => `${part}${pointer}`;
  const { pointer, faults } = refusal;
  return {
    ...refusal,
    ...(pointer === undefined ? {} : { pointer: at(pointer) }),
    ...(faults === undefined ? {} : { faults: faults.map((fault) => ({ ...fault, pointer: at(fault.pointer) })) }),
  };
}
