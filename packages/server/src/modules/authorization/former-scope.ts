import type { Atom, OrganizationId } from '@keyholder/contract';
import type { Authority } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { EstateScopes } from './estate-scopes.ts';
import { findAtomsOfVersion } from './assignments.store.ts';
import { visibleAtoms } from './visible-atoms.ts';

/** Reads for one person. */
export type ScopeReader = { tx: TenantTx; authority: Authority; scopes: Pick<EstateScopes, 'describeScope'> };

/**
 * The scope of an assignment as it is at this version, as far as its reader may know of it (D22). Undefined where that is
 * nothing, and once the assignment has become another: what it was then is kept nowhere.
 */
export async function scopeOfVersion(
  { tx, authority, scopes }: ScopeReader,
  customer: OrganizationId,
  assignment: string,
  version: number,
): Promise<Atom[] | undefined> {
  const atoms = await findAtomsOfVersion(tx, customer, assignment, version);
  const visible = await visibleAtoms(tx, authority, customer, atoms);
  const known = atoms.filter((atom) => visible.has(atom));
  return known.length === 0 ? undefined : scopes.describeScope(tx, customer, known);
}
