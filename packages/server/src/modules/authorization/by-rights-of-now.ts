import type { OrganizationId } from '@keyholder/contract';
import type { Person } from '../../kernel/call.ts';
import type { Authority } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { type Db, inSnapshot } from '../../platform/postgres/in-tenant.ts';
import { authorityOf } from './authority.ts';
import type { FactCache } from './fact-cache.ts';

/**
 * Reads a part of a file in a snapshot of its own, by the rights of that moment: no ending waits for whoever takes the file
 * slowly, and what it takes away is not in the parts read after it (D43).
 */
export const byRightsOfNow = <T>(
  db: Db,
  cache: FactCache,
  person: Person,
  customer: OrganizationId,
  read: (tx: TenantTx, authority: Authority) => Promise<T>,
): Promise<T> => inSnapshot(db, [person.organization], async (tx) => read(tx, await authorityOf(tx, cache, person, [customer])));
