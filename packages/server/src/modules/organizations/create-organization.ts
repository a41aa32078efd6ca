import type { TenantTx } from '../../kernel/tenant.ts';
import { type NewOrganization, insertOrganization } from './organizations.store.ts';

/**
 * Makes an organization with its epoch. Its id is given, because it has to be in the reach of the transaction already.
 * Names are free: two organizations may have the same (A06).
 */
export async function createOrganization(
  tx: TenantTx,
  given: Pick<NewOrganization, 'id' | 'name' | 'country'> & { partnerEligible?: boolean; operator?: boolean },
): Promise<void> {
  await insertOrganization(tx, { partnerEligible: false, operator: false, ...given });
}
