import type { User } from '@keyholder/contract';
import type { Person } from '../../kernel/call.ts';
import type { Authority } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { AccessNeeds } from './access-needs.ts';
import { objectionToLink } from './directory.rules.ts';
import { userView } from './directory.view.ts';
import type { UserRow } from './people.store.ts';
import { readerOf } from './reader.ts';

type Showing = { tx: TenantTx; call: { actor: Person }; authority: Authority };
type Needs = Pick<AccessNeeds, 'membersBeyond'>;

/** People as this reader sees them: for whom it may make no activation link is told beforehand (D28, A63). */
export async function showUsers({ tx, call, authority }: Showing, rows: readonly UserRow[], needs: Needs): Promise<User[]> {
  const reader = await readerOf(tx, call.actor, authority);
  const asked = reader.decision.outcome === 'deny' ? [] : rows.filter((row) => objectionToLink(reader.roles, row, false) === undefined);
  const beyond = await needs.membersBeyond(
    tx,
    call.actor,
    asked.map(({ id }) => ({ type: 'user', id })),
  );
  return rows.map((row) => userView(row, reader, beyond.has(row.id)));
}

export async function showUser(showing: Showing, row: UserRow, needs: Needs): Promise<User> {
  const [shown] = await showUsers(showing, [row], needs);
  if (shown === undefined) throw new Error('one person was asked for');
  return shown;
}
