import type { BodyOf, Comment, OrganizationId, QueryOf, SuccessOf, incidents } from '@keyholder/contract';
import { newId } from '../../kernel/ids.ts';
import { type Result, ok } from '../../kernel/result.ts';
import type { Authority } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { type PersonCall, decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { appendAudit } from '../audit/index.ts';
import { type CommentRow, countComments, insertComment, pageOfComments } from './comments.store.ts';
import { incidentName } from './incident.view.ts';
import type { IncidentRow } from './list-incidents.store.ts';

/**
 * Adds a comment, for people of both organizations or only for those of the author's own (D56). What is kept to one side
 * stands in that side's ledger alone, and no entry holds the text.
 */
export async function writeComment(
  tx: TenantTx,
  call: PersonCall,
  authority: Authority,
  incident: IncidentRow,
  { text, audience }: BodyOf<typeof incidents.comment>,
): Promise<Comment> {
  const { customer } = incident;
  const { user, name, organization, organizationName } = call.actor;
  const author = { id: user, name, organization: { id: organization, name: organizationName } };
  const id = newId('cmt');
  const at = await insertComment(tx, incident, { id, author, audience, text });
  const partner = authority.partnerAt(customer);
  const ledgers: OrganizationId[] = partner === undefined ? [customer] : audience === 'both' ? [customer, partner] : [partner];
  await appendAudit(tx, call, {
    action: 'incident.commented',
    customer,
    partner,
    ledgers,
    target: { type: 'incident', id: incident.id, name: incidentName(incident) },
    changes: { after: { comment: id, audience } },
  });
  return viewComment({ id, author, audience, body: text, at }, incident);
}

/** The comments that the caller's organization may read, newest first; no other is counted. */
export async function listComments(
  tx: TenantTx,
  call: PersonCall,
  incident: IncidentRow,
  { limit = 50, cursor, count }: QueryOf<typeof incidents.comments>,
): Promise<Result<SuccessOf<typeof incidents.comments>, 'invalid_cursor'>> {
  const list = `comments ${incident.id}`;
  const after = cursor === undefined ? ok(undefined) : decodeCursor(call, list, cursor);
  if (!after.ok) return after;
  const home = call.actor.organization;
  const rows = await pageOfComments(tx, incident, home, { after: keyOf(after.value), limit: limit + 1 });
  const items = rows.slice(0, limit).map((row) => viewComment(row, incident));
  const last = rows.length > limit ? items.at(-1) : undefined;
  return ok({
    items,
    nextCursor: last === undefined ? null : encodeCursor(call, list, [last.at, last.id]),
    ...(count === true ? { count: await countComments(tx, incident, home) } : {}),
  });
}

const keyOf = (key: readonly unknown[] | undefined): readonly [Date, string] | undefined =>
  key === undefined ? undefined : [new Date(String(key[0])), String(key[1])]; // sealed by encodeCursor above

const viewComment = ({ id, author, audience, body, at }: CommentRow, incident: IncidentRow): Comment => ({
  id,
  customer: incident.customer,
  incident: incident.id,
  author,
  audience,
  text: body,
  at: at.toISOString(),
});
