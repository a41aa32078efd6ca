import type { UserId } from '@keyholder/contract';
import { type Result, ok, refuse } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { type PresentedCredential, credentialMatches } from '../../platform/credentials/credential.ts';
import { type LinkRow, readLink } from './activation-links.store.ts';
import { type ActivationNeeds, objectionBy } from './link-rights.ts';

export type FoundLink = { shown: PresentedCredential<'activate'>; user: UserId; link: LinkRow };

/**
 * The link that is good now. Unknown, withdrawn and replaced ones are alike, and so is one whose maker could not make it any
 * more, or whose person is disabled or has come to more rights than the maker has (D28). Expired and used is told to whoever
 * shows one that was genuine.
 */
export async function findLink(
  tx: TenantTx,
  shown: PresentedCredential<'activate'>,
  needs: Pick<ActivationNeeds, 'mayAddPeople' | 'membersBeyond'>,
): Promise<Result<FoundLink, 'not_found' | 'activation_expired' | 'activation_used'>> {
  const { organization, id } = shown;
  const link = await readLink(tx, organization, id);
  if (link === undefined || !credentialMatches(shown, link.digest)) return refuse('not_found');
  if (link.state === 'used') return refuse('activation_used');
  if (link.state === 'expired') return refuse('activation_expired', { more: { invitedBy: link.madeByName } });
  const { user, madeBy } = link;
  const maker = { organization, user: madeBy };
  const stands = (await needs.mayAddPeople(tx, maker)) && (await objectionBy(tx, maker, user, needs)) === undefined;
  return stands ? ok({ shown, user, link }) : refuse('not_found');
}
