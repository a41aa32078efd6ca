import type { OrganizationId } from '@keyholder/contract';
import type { Call, Person } from '../../kernel/call.ts';
import { type Result, ok } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { createUser } from './create-user.ts';
import { type UserRow, readUser } from './people.store.ts';
import { recordChange } from './record-change.ts';

/** Adds a person without any role, group or password: what they may do is given by acts of their own (A52). */
export async function addUser(
  tx: TenantTx,
  call: Call<Person>,
  organization: OrganizationId,
  given: { email: string; name: string; language?: 'en' | 'fr' | 'ru' | undefined },
): Promise<Result<UserRow, 'invalid_value' | 'already_exists'>> {
  const made = await createUser(tx, organization, given);
  if (!made.ok) return made;
  const user = await readUser(tx, organization, made.value);
  if (user === undefined) throw new Error('the new person was not found');
  await recordChange(tx, call, organization, [], {
    action: 'user.created',
    target: { type: 'user', id: user.id, name: user.name },
    changes: { before: null, after: { name: user.name, email: user.email } },
  });
  return ok(user);
}
