import type { ActivationLink } from '@keyholder/contract';
import type { Call, Person } from '../../kernel/call.ts';
import { newId } from '../../kernel/ids.ts';
import { type Result, ok, refuse } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { makeCredential } from '../../platform/credentials/credential.ts';
import { appendAudit } from '../audit/index.ts';
import type { UserRow } from '../directory/index.ts';
import { saveLink } from './activation-links.store.ts';
import { type ActivationNeeds, objectionBy } from './link-rights.ts';

/**
 * Makes the link by which a person who cannot sign in yet chooses a password, and ends the former one. It is in this answer
 * and nowhere else: no mail is sent, whoever made it hands it over. Nobody makes one for somebody who may do more (D28, A28).
 * Where it leads is of the configuration, never of a header (A27).
 */
export async function createActivationLink(
  tx: TenantTx,
  call: Call<Person>,
  person: UserRow,
  needs: Pick<ActivationNeeds, 'membersBeyond' | 'settings'>,
): Promise<Result<ActivationLink, 'already_activated' | 'user_disabled' | 'exceeds_own_rights'>> {
  const { organization, user: by } = call.actor;
  const objection = await objectionBy(tx, call.actor, person.id, needs);
  if (objection !== undefined) return refuse(objection);
  const id = newId('act');
  const { digest, text } = makeCredential('activate', organization, id);
  const end = await saveLink(tx, { organization, user: person.id, id, digest, by });
  if (end === undefined) return refuse('already_activated');
  const expiresAt = end.toISOString();
  await appendAudit(tx, call, {
    action: 'activation_link.created',
    customer: organization,
    target: { type: 'user', id: person.id, name: person.name },
    changes: { before: null, after: { expiresAt } },
    ledgers: [organization],
  });
  return ok({ user: person.id, expiresAt, link: `${needs.settings.origin}/activate/${text}` });
}
