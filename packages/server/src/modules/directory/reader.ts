import type { Person } from '../../kernel/call.ts';
import type { Authority } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { Reader } from './directory.view.ts';
import { readUser } from './people.store.ts';

/** The caller as a reader of its own directory. */
export async function readerOf(tx: TenantTx, { organization, user }: Person, authority: Authority): Promise<Reader> {
  const person = await readUser(tx, organization, user);
  return { roles: person?.roles ?? [], decision: authority.decide('directory.modify', { customer: organization, kind: 'organization' }) };
}
