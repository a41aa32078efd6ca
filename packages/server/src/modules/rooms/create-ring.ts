import type { Id, NewUpdateRing, OrganizationId } from '@keyholder/contract';
import type { Call } from '../../kernel/call.ts';
import { newId } from '../../kernel/ids.ts';
import { mixedName } from '../../kernel/mixed-alphabets.ts';
import { type Result, ok, refuse, refuseAt } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { appendAudit } from '../audit/index.ts';
import { type Author, ledgersOf } from './author.ts';
import { type RingFields, isBuiltInRingName, periodFaults } from './rings.rules.ts';
import { insertRing, lockNumberOfRings } from './rings.store.ts';

/** As many rings of its own has a customer at most. */
export const mostRings = 50;

export const builtInName = refuseAt('/name', 'already_exists', 'is the name of a built-in ring');

/** A ring without rooms (D55). Names and orders may repeat (A06), only those of the built-in rings are taken. */
export async function createRing(
  tx: TenantTx,
  call: Call,
  author: Author,
  customer: OrganizationId,
  body: NewUpdateRing,
): Promise<Result<Id<'ring'>, 'invalid_value' | 'mixed_alphabets' | 'already_exists' | 'too_many'>> {
  const { name, order, deferralDays = 0, rolloutDays = 0, testDays = 0 } = body;
  const fields: RingFields = { name, order, deferralDays, rolloutDays, testDays };
  const faults = periodFaults(fields, body);
  if (faults.length > 0) return refuse('invalid_value', { faults });
  const mixed = author === 'platform' ? undefined : mixedName(name);
  if (mixed !== undefined) return mixed;
  if (isBuiltInRingName(name)) return builtInName;
  if ((await lockNumberOfRings(tx, customer)) >= mostRings)
    return refuse('too_many', { detail: `a customer may have ${mostRings} update rings of its own` });
  const id = newId('ring');
  await insertRing(tx, customer, id, fields);
  await appendAudit(tx, call, {
    action: 'update_ring.created',
    customer,
    ...ledgersOf(author, customer),
    target: { type: 'update-ring', id, name },
    changes: { after: fields },
  });
  return ok(id);
}
