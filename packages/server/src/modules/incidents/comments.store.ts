import type { Audience, CommentId, IncidentId, OrganizationId, PersonRef } from '@keyholder/contract';
import { type SqlBool, sql } from 'kysely';
import type { TenantTx } from '../../kernel/tenant.ts';

export type CommentRow = { id: CommentId; author: PersonRef; audience: Audience; body: string; at: Date };
type Ref = { customer: OrganizationId; id: IncidentId };

/**
 * What this organization may read of an incident's comments: its own, those to both that its other side has written, and for
 * the customer those of every partner. What partners write never reaches another partner (A93).
 */
const readableBy = ({ customer }: Ref, home: OrganizationId) => sql<SqlBool>`(
  author_organization = ${home} or (audience = 'both' and (author_organization = ${customer} or ${home}::text = ${customer}::text)))`;

/** @param comment `at` only for what was written elsewhere before */
export async function insertComment(
  tx: TenantTx,
  { customer, id }: Ref,
  comment: { id: CommentId; author: PersonRef; audience: Audience; text: string; at?: Date },
): Promise<Date> {
  const { at } = await tx
    .insertInto('incident_comments')
    .values({
      organization_id: customer,
      id: comment.id,
      incident_id: id,
      author: JSON.stringify(comment.author),
      author_organization: comment.author.organization.id,
      audience: comment.audience,
      body: comment.text,
      ...(comment.at === undefined ? {} : { at: comment.at }),
    })
    .returning('at')
    .executeTakeFirstOrThrow();
  return at;
}

/** Newest first. */
export async function pageOfComments(
  tx: TenantTx,
  incident: Ref,
  home: OrganizationId,
  page: { after: readonly [Date, string] | undefined; limit: number },
): Promise<CommentRow[]> {
  const { after, limit } = page;
  const rows = await tx
    .selectFrom('incident_comments')
    .select(['id', 'author', 'audience', 'body', 'at'])
    .where('organization_id', '=', incident.customer)
    .where('incident_id', '=', incident.id)
    .where(readableBy(incident, home))
    .$if(after !== undefined, (query) => query.where(sql<SqlBool>`(at, id) < (${after?.[0]}, ${after?.[1]})`))
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows as unknown as CommentRow[]; // author and audience are written by insertComment alone
}

export async function countComments(tx: TenantTx, incident: Ref, home: OrganizationId): Promise<number> {
  const { count } = await tx
    .selectFrom('incident_comments')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('organization_id', '=', incident.customer)
    .where('incident_id', '=', incident.id)
    .where(readableBy(incident, home))
    .executeTakeFirstOrThrow();
  return Number(count);
}
