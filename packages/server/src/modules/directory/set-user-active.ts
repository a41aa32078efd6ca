import type { OrganizationId, User } from '@keyholder/contract';
import type { Call, Person } from '../../kernel/call.ts';
import { type Result, ok, refuse } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { appendAudit } from '../audit/index.ts';
import { userView } from './directory.view.ts';
import { type UserRow, readUser, setUserActive } from './people.store.ts';

/** Ends every session of a person; handed in, because sessions belong to a later module. */
export type EndSessions = (tx: TenantTx, organization: OrganizationId, user: UserRow['id']) => Promise<void>;

/**
 * Disables or enables a person. Never refused because nobody would be left: deprovisioning comes first (D21). Delegations that
 * it leaves without a Primary Admin in effect are not flagged as unattended yet. Nobody acts on somebody stronger: a Global Admin's or operator's account only by a Global Admin (D28).
 */
export async function changeActive(
  tx: TenantTx,
  call: Call<Person>,
  person: UserRow,
  active: boolean,
  endSessions: EndSessions,
): Promise<Result<User, 'exceeds_own_rights'>> {
  const { organization, id, name } = person;
  const actor = await readUser(tx, call.actor.organization, call.actor.user);
  const stronger = person.roles.includes('global-admin') || person.roles.includes('operator');
  if (stronger && actor?.roles.includes('global-admin') !== true) return refuse('exceeds_own_rights');
  if (await setUserActive(tx, organization, id, active)) {
    if (!active) await endSessions(tx, organization, id);
    await appendAudit(tx, call, {
      action: active ? 'user.enabled' : 'user.disabled',
      customer: organization,
      target: { type: 'user', id, name },
      changes: { before: { active: !active }, after: { active } },
      ledgers: [organization],
    });
  }
  return ok(userView({ ...person, active }));
}
