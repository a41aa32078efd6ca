import { type ChangeControl, type EventModes, eventKeys } from '@keyholder/contract';
import type { Call } from '../../kernel/call.ts';
import { type Result, ok, refuse } from '../../kernel/result.ts';
import type { Authority } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { appendAudit } from '../audit/index.ts';
import { readCards } from './cards.ts';
import { endingIn } from './delegation.view.ts';
import { type DelegationRow, findDelegation, saveChangeControl } from './delegations.store.ts';

/** Every event of the contract with its mode (D05). */
const everyEvent = (modes: EventModes): EventModes => Object.fromEntries(eventKeys.map((key) => [key, modes[key] ?? 'auto']));

export function changeControlView(row: DelegationRow, authority: Authority): ChangeControl {
  const offers = authority.allowedActions({ customer: row.customer, kind: 'organization' }, ['partners.manage']);
  return {
    events: everyEvent(row.change_control),
    version: row.version,
    allowedActions: offers.map((may) => endingIn(row, 'change_control.update', may)),
  };
}

/**
 * Sets the named events and leaves the others as they are. Nothing that waits is approved by it, and the next request on
 * every server is bound by it (D36, D40): the caller moves the epochs.
 */
export async function setChangeControl(
  tx: TenantTx,
  call: Call,
  row: DelegationRow,
  { events, version }: { events: EventModes; version: number | undefined },
): Promise<Result<DelegationRow, 'delegation_ended' | 'version_outdated'>> {
  if (row.state === 'ended') return refuse('delegation_ended');
  if (version !== undefined && version !== row.version) return refuse('version_outdated');
  const { customer, partner } = row;
  const before = everyEvent(row.change_control);
  const after = { ...before, ...events };
  const changed = eventKeys.filter((key) => before[key] !== after[key]);
  if (changed.length === 0) return ok(row);
  await saveChangeControl(tx, customer, row.id, Object.fromEntries(Object.entries(after).filter(([, mode]) => mode === 'manual')));
  const cardOf = await readCards(tx, [row]);
  const pick = (modes: EventModes): EventModes => Object.fromEntries(changed.map((key) => [key, modes[key]]));
  await appendAudit(tx, call, {
    action: 'change_control.modified',
    customer,
    partner,
    target: { type: 'delegation', id: row.id, name: cardOf(partner).name },
    changes: { before: pick(before), after: pick(after) },
    ledgers: [customer, partner],
  });
  const now = await findDelegation(tx, row);
  if (now === undefined) throw new Error(`delegation \`${row.id}\` vanished while it was changed`);
  return ok(now);
}
