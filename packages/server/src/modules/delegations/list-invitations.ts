import type { Invitation, InvitationState, OrganizationId } from '@keyholder/contract';
import { type Result, ok } from '../../kernel/result.ts';
import type { Authority } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { PersonCall } from '../../platform/http/cursor.ts';
import { type CardOf, readCards } from './cards.ts';
import { type InvitationRow, countInvitations, listInvitations } from './invitations.store.ts';
import { type Asked, pageOf, placeOf } from './page.ts';

type Side = { customer: OrganizationId } | { partner: OrganizationId };
type View = (row: InvitationRow, cardOf: CardOf, authority: Authority) => Invitation;
type InvitationList = { items: Invitation[]; nextCursor: string | null; count?: number };

/** The invitations of one side, newest first, each as that side may see it (D13, D14, D18). */
export async function listOf(
  tx: TenantTx,
  call: PersonCall,
  authority: Authority,
  side: Side,
  asked: Asked & { state?: InvitationState | undefined },
  view: View,
): Promise<Result<InvitationList, 'invalid_cursor'>> {
  const list = `invitations ${JSON.stringify(side)} ${asked.state ?? ''}`;
  const place = placeOf(call, list, asked);
  if (!place.ok) return place;
  const found = await listInvitations(tx, side, { ...place.value, state: asked.state });
  const { rows, nextCursor } = pageOf(call, list, place.value.limit, found, ({ placed_at, id }) => [placed_at, id]);
  const cardOf = await readCards(tx, rows);
  const items = rows.map((row) => view(row, cardOf, authority));
  return ok({ items, nextCursor, ...(asked.count === true ? { count: await countInvitations(tx, side, asked.state) } : {}) });
}
