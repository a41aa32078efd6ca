import type { SettingsChange } from '@keyholder/contract';
import type { Call } from '../../kernel/call.ts';
import { type Result, ok, refuse } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { appendAudit } from '../audit/index.ts';
import { type CustomerSettings, type SettingsRow, lockSettings, saveSettings } from './settings.store.ts';

/** Changes how a customer's estate is run. What was issued or asked before keeps the time it was given. */
export async function changeSettings(
  tx: TenantTx,
  call: Call,
  seen: SettingsRow,
  body: SettingsChange,
): Promise<Result<SettingsRow, 'version_outdated'>> {
  const before = await lockSettings(tx, seen.customer);
  if (before.version !== seen.version) return refuse('version_outdated');
  const after: SettingsRow = { ...before, ...body };
  const changed = names.filter((name) => before[name] !== after[name]);
  if (changed.length === 0) return ok(before);
  await saveSettings(tx, seen.customer, after);
  await appendAudit(tx, call, {
    action: 'settings.modified',
    customer: seen.customer,
    target: { type: 'organization', id: seen.customer, name: seen.customerName },
    changes: { before: pick(before, changed), after: pick(after, changed) },
    ledgers: [seen.customer],
  });
  return ok({ ...after, version: before.version + 1 });
}

const names: readonly (keyof CustomerSettings)[] = ['changeRequestDays', 'enrolmentKeyDays', 'silentAfterMinutes'];
const pick = (settings: CustomerSettings, keys: readonly (keyof CustomerSettings)[]) => Object.fromEntries(keys.map((key) => [key, settings[key]]));
