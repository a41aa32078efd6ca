import type { OrganizationId, RingId } from '@keyholder/contract';
import type { Fault } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { Author } from './author.ts';
import { isBuiltInRing } from './rings.rules.ts';
import { holdRing, ringsByName } from './rings.store.ts';

/** The fault of a ring that this author cannot name: foreign, absent and not visible alike (A05). One that there is stays to the end of the transaction. */
export async function unknownRing(tx: TenantTx, author: Author, customer: OrganizationId, ring: RingId | undefined): Promise<Fault[]> {
  if (ring === undefined || isBuiltInRing(ring)) return [];
  if (seesRings(author, customer) && (await holdRing(tx, customer, ring))) return [];
  return [{ pointer: '/ring', code: 'unknown_reference', detail: 'there is no such update ring' }];
}

/** The rings of a customer's own that this author can name, by name in lower case; `ambiguous` where two share one. */
export async function namedRings(tx: TenantTx, author: Author, customer: OrganizationId): Promise<Map<string, RingId | 'ambiguous'>> {
  const byName = new Map<string, RingId | 'ambiguous'>();
  if (!seesRings(author, customer)) return byName;
  for (const { id, name } of await ringsByName(tx, customer)) {
    const key = name.toLowerCase();
    byName.set(key, byName.has(key) ? 'ambiguous' : id);
  }
  return byName;
}

const seesRings = (author: Author, customer: OrganizationId): boolean =>
  author === 'platform' || author.decide('rings.view', { customer, kind: 'organization' }).outcome !== 'deny';
