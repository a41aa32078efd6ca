import type { OrganizationId } from '@keyholder/contract';
import type { Call, Person } from '../../kernel/call.ts';
import { type Result, ok, refuse } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { AccessNeeds } from './access-needs.ts';
import { objectionToChange } from './directory.rules.ts';
import { type UserRow, readUser, saveUser } from './people.store.ts';
import { recordChange } from './record-change.ts';

/** A person, and the customers whose delegations rest on it; all of them lie in the locks of the act. */
export type ConcernedPerson = { person: UserRow; customers: readonly OrganizationId[] };
export type UserChange = { active?: boolean | undefined; name?: string | undefined };

/**
 * Renames, disables or enables a person. Disabling is deprovisioning: never refused because nobody would be left, it ends
 * every session and activation link, and flags the delegations that it leaves without a Primary Admin (D21, A86). Enabling
 * revives none.
 *
 * @param ifMatch the version that the caller has seen
 */
export async function changeUser(
  tx: TenantTx,
  call: Call<Person>,
  { person, customers }: ConcernedPerson,
  change: UserChange,
  ifMatch: number | undefined,
  needs: Pick<AccessNeeds, 'shutOut' | 'noteDeprovisioning'>,
): Promise<Result<UserRow, 'exceeds_own_rights' | 'version_outdated' | 'not_found'>> {
  const { organization, id } = person;
  const author = await readUser(tx, call.actor.organization, call.actor.user);
  const before = await readUser(tx, organization, id);
  if (before === undefined) return refuse('not_found');
  if (ifMatch !== undefined && ifMatch !== before.version) return refuse('version_outdated');
  const objection = objectionToChange(author?.roles ?? [], before.roles);
  if (objection !== undefined) return refuse(objection);

  const after = { active: change.active ?? before.active, name: change.name ?? before.name };
  const changed = (['active', 'name'] as const).filter((field) => before[field] !== after[field]);
  if (changed.length === 0) return ok(before);
  await saveUser(tx, organization, id, after);
  const turned = changed.includes('active');
  if (turned && !after.active) await needs.shutOut(tx, organization, id);
  const fieldsOf = (one: typeof after) => Object.fromEntries(changed.map((field) => [field, one[field]]));
  await recordChange(tx, call, organization, turned ? customers : [], {
    action: !turned ? 'user.modified' : after.active ? 'user.enabled' : 'user.disabled',
    target: { type: 'user', id, name: after.name },
    changes: { before: fieldsOf(before), after: fieldsOf(after) },
  });
  if (turned) await needs.noteDeprovisioning(tx, call, { partner: organization, customers });
  // Whoever is shut out has no link any more.
  return ok({ ...before, ...after, linkExpiresAt: after.active ? before.linkExpiresAt : null, version: before.version + 1 });
}
