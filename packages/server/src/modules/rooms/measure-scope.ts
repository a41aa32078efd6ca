import type { Atom, OrganizationId } from '@keyholder/contract';
import { type Result, ok, refuse } from '../../kernel/result.ts';
import type { Authority } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { coverageOf, grantsAt, invisibleIn } from '../authorization/index.ts';
import { partsOf, unknownAtoms } from './scope.ts';
import { countDraft } from './scope.store.ts';

type Measured = { rooms: number; places: { country: string; rooms: number }[] };

/**
 * What a scope that is being put together would cover now, of the rooms that the asker sees: the rest does not exist for it, and
 * what it names of that is refused like what is not there (D22). Stores nothing, so a rule that is only tried out leaves no trace.
 */
export async function measureScope(
  tx: TenantTx,
  authority: Authority,
  customer: OrganizationId,
  scope: readonly Atom[],
): Promise<Result<Measured, 'unknown_reference'>> {
  const faults = await invisibleIn(tx, authority, customer, scope, '/scope');
  if (faults.length > 0) return refuse('unknown_reference', { faults });
  const unknown = await unknownAtoms(tx, customer, scope, '/scope');
  if (unknown !== undefined) return unknown;
  const places = await countDraft(tx, customer, partsOf(scope), coverageOf(grantsAt(authority.grants('rooms.view'), customer)));
  return ok({ rooms: places.reduce((sum, { rooms }) => sum + rooms, 0), places });
}
