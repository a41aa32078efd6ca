import type { activation, SuccessOf } from '@keyholder/contract';
import type { Call, LinkHolder } from '../../kernel/call.ts';
import { type Result, ok, refuse } from '../../kernel/result.ts';
import { reachOf } from '../../kernel/tenant.ts';
import { type Db, inSnapshot, inTenant } from '../../platform/postgres/in-tenant.ts';
import { appendAudit } from '../audit/index.ts';
import { type UserRow, readUser } from '../directory/index.ts';
import { shownEmail } from '../organizations/index.ts';
import { lockLink, markLinkUsed } from './activation-links.store.ts';
import { type FoundLink, findLink } from './find-link.ts';
import type { ActivationNeeds } from './link-rights.ts';
import type { PasswordHasher } from './password-hasher.ts';
import { checkPassword } from './password.rules.ts';
import { setPassword } from './set-password.ts';

type Needs = Pick<ActivationNeeds, 'mayAddPeople' | 'membersBeyond'> & { hasher: PasswordHasher };

/**
 * Spends the link: the person has this password from now on and signs in with it, as after the first set-up. A password that
 * is not taken spends nothing; of two at once exactly one is taken. Whether the link still stands is seen again under the
 * organization's lock, so nothing that ended it before is overtaken (D43).
 */
export async function completeActivation(
  db: Db,
  { shown, user, link }: FoundLink,
  password: string,
  request: string,
  needs: Needs,
): Promise<Result<SuccessOf<typeof activation.complete>>> {
  const { organization, id } = shown;
  const person = await inSnapshot(db, [organization], (tx) => readUser(tx, organization, user));
  if (person === undefined) return refuse('not_found');
  const fit = checkPassword(password, [person.email, person.name, link.organizationName]);
  if (!fit.ok) return fit;
  const hash = await needs.hasher.hash(password);
  if (!hash.ok) return hash;
  return inTenant(db, reachOf([organization]), 'shared', async (tx) => {
    await lockLink(tx, organization, id);
    const found = await findLink(tx, shown, needs);
    if (!found.ok) return found;
    await setPassword(tx, organization, user, hash.value);
    await markLinkUsed(tx, organization, id);
    await appendAudit(tx, callBy(found.value, person, request), {
      action: 'user.activated',
      customer: organization,
      target: { type: 'user', id: user, name: person.name },
      ledgers: [organization],
    });
    return ok({ email: shownEmail(person.email) });
  });
}

const callBy = ({ shown, link }: FoundLink, { id, name }: UserRow, request: string): Call<LinkHolder> => ({
  actor: {
    kind: 'link-holder',
    organization: shown.organization,
    organizationName: link.organizationName,
    user: id,
    name,
    link: shown.id,
  },
  request,
  reason: null,
});
