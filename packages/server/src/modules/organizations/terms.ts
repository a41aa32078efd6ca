import type { TenantTx } from '../../kernel/tenant.ts';
import { currentTerms } from './terms-text.ts';
import { type Terms, insertTerms, readNewestTerms } from './terms.store.ts';

/** Called at every start: the version of this program is there before anybody can be asked to accept it. */
export const seedTerms = (tx: TenantTx): Promise<void> => insertTerms(tx, currentTerms);

/** The terms that a new invitation must name (D07). */
export async function getTerms(tx: TenantTx): Promise<Terms> {
  const terms = await readNewestTerms(tx);
  if (terms === undefined) throw new Error('no terms are stored: seedTerms has not run');
  return terms;
}
