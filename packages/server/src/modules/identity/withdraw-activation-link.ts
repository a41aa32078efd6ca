import type { Call, Person } from '../../kernel/call.ts';
import { type Result, ok, refuse } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { appendAudit } from '../audit/index.ts';
import { type UserRow, objectionToChange, readUser } from '../directory/index.ts';
import { deleteOpenLink } from './activation-links.store.ts';

/** Ends the link that is out: from then on it is like one that never was. That of somebody stronger is not theirs to end (D28). */
export async function withdrawActivationLink(
  tx: TenantTx,
  call: Call<Person>,
  person: UserRow,
): Promise<Result<object, 'not_found' | 'exceeds_own_rights'>> {
  const { organization } = call.actor;
  const author = await readUser(tx, organization, call.actor.user);
  const objection = objectionToChange(author?.roles ?? [], person.roles);
  if (objection !== undefined) return refuse(objection);
  if (!(await deleteOpenLink(tx, organization, person.id))) return refuse('not_found');
  await appendAudit(tx, call, {
    action: 'activation_link.withdrawn',
    customer: organization,
    target: { type: 'user', id: person.id, name: person.name },
    ledgers: [organization],
  });
  return ok({});
}
