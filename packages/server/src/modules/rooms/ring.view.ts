import type { AllowedAction, UpdateRing } from '@keyholder/contract';
import type { Authority } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { coverageOf } from '../authorization/index.ts';
import { isBuiltInRing, isDefaultRing, totalDays } from './rings.rules.ts';
import { type RingRow, atomsOfRings } from './rings.store.ts';
import { setKey } from './room-sets.store.ts';

/**
 * Rings as this caller may see them. `rings.modify` stands for its settings, which need all of its rooms in scope;
 * `rings.move_rooms` for putting rooms of one's own scope into it, which does not (D34).
 */
export async function viewRings(tx: TenantTx, rows: readonly RingRow[], authority: Authority): Promise<UpdateRing[]> {
  const { whole } = coverageOf(authority.grants('rings.modify'));
  // who holds all rooms of a customer holds those of every ring: no need to look
  const atoms = await atomsOfRings(
    tx,
    rows.filter(({ customer }) => !whole.includes(customer)),
  );
  return rows.map((row) => {
    const { customer, id } = row;
    const rooms = atoms.get(setKey(customer, id)) ?? [];
    const [settings] = authority.allowedActions({ customer, kind: 'rooms', rooms }, ['rings.modify']);
    const [moving] = authority.allowedActions({ customer, kind: 'organization' }, ['rings.modify']);
    const named = (action: string, as: AllowedAction | undefined): AllowedAction[] => (as === undefined ? [] : [{ ...as, action }]);
    return {
      ...shownRing(row),
      allowedActions: [
        ...named('rings.modify', settings),
        ...named('rings.move_rooms', moving),
        ...(isBuiltInRing(id) ? [{ action: 'rings.delete', allowed: false, reason: 'built_in' }] : named('rings.delete', settings)),
      ],
    };
  });
}

const shownRing = ({ pausedAt, pauseReason, ...row }: RingRow): Omit<UpdateRing, 'allowedActions'> => ({
  id: row.id,
  customer: row.customer,
  customerName: row.customerName,
  name: row.name,
  builtIn: isBuiltInRing(row.id),
  isDefault: isDefaultRing(row.id),
  order: row.order,
  deferralDays: row.deferralDays,
  rolloutDays: row.rolloutDays,
  testDays: row.testDays,
  totalDays: totalDays(row),
  pause: pausedAt === null || pauseReason === null ? null : { since: pausedAt.toISOString(), reason: pauseReason },
  rooms: row.rooms,
  version: row.version,
});
