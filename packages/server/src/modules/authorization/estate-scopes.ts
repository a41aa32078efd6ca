import type { Atom, OrganizationId } from '@keyholder/contract';
import type { Result } from '../../kernel/result.ts';
import type { AtomKey } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';

/** What the estate knows about scopes; handed in, because rooms and groups belong to a later module. */
export type EstateScopes = {
  /** the customer's own rooms and groups only; a new rule gets its rooms (D06) */
  checkScope: (tx: TenantTx, customer: OrganizationId, scope: readonly Atom[], pointer: string) => Promise<Result<AtomKey[], 'unknown_reference'>>;
  /** stored atoms as the API writes them; what was deleted is left out */
  describeScope: (tx: TenantTx, customer: OrganizationId, atoms: readonly AtomKey[]) => Promise<Atom[]>;
};
