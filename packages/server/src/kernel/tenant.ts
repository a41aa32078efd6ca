import type { OrganizationId } from '@keyholder/contract';
import type { Transaction } from 'kysely';
import type { DB } from '../generated/database.ts';

declare const made: unique symbol;

/** The epoch of an organization counts the changes of access that concern it; a decision names those it was made under. */
export type Epochs = ReadonlyMap<OrganizationId, number>;

/**
 * The organizations whose rows a call may touch, and the epochs it was decided under. Made by the guard, by the jobs and
 * by the world loader, through `reachOf`.
 */
export type Reach = {
  organizations: readonly OrganizationId[];
  /** verified under the locks of a write; empty where nothing was decided (sign-in, set-up, jobs) */
  epochs: Epochs;
  readonly [made]: 'reach';
};

/** Sees nothing beyond its reach. Only `inTenant` and `inSnapshot` make one; every store function asks for one. */
export type TenantTx = Transaction<DB> & { readonly [made]: 'tenantTx' };

export function reachOf(organizations: Iterable<OrganizationId>, epochs: Epochs = new Map()): Reach {
  return { organizations: [...new Set(organizations)].sort(), epochs } as unknown as Reach; // the one maker of the brand
}
