import type { Atom, OrganizationId } from '@keyholder/contract';
import { type Result, ok } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { partsOf, unknownAtoms } from './scope.ts';
import { countDraft } from './scope.store.ts';

type Measured = { rooms: number; places: { country: string; rooms: number }[] };

/** What a scope that is being put together would cover now. Stores nothing, so a rule that is only tried out leaves no trace. */
export async function measureScope(tx: TenantTx, customer: OrganizationId, scope: readonly Atom[]): Promise<Result<Measured, 'unknown_reference'>> {
  const unknown = await unknownAtoms(tx, customer, scope, '/scope');
  if (unknown !== undefined) return unknown;
  const places = await countDraft(tx, customer, partsOf(scope));
  return ok({ rooms: places.reduce((sum, { rooms }) => sum + rooms, 0), places });
}
