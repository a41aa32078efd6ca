import type { FastifyInstance } from 'fastify';
import { newId } from '../../kernel/ids.ts';
import { refuse } from '../../kernel/result.ts';
import { sendRefusal } from '../http/problem.ts';
import type { Db } from '../postgres/in-tenant.ts';
import { withoutLocks } from '../postgres/without-locks.ts';
import { findOneReceived, findReceived } from './inbox.store.ts';

const pageLength = 50;

/**
 * What arrived in the embedded inbox, for `/demo/inbox`; registered in demo mode only. No part of the API: no person is
 * asked for.
 *
 * `GET /demo/api/mails?before=ID` → `{ items: [{ id, receivedAt, from, to, subject }], nextCursor }`, newest first, 50 a
 * page; `nextCursor` is the next `before`. `GET /demo/api/mails/ID` → the same with `text`.
 */
export function registerDemoInbox(app: FastifyInstance, db: Db): void {
  app.get<{ Querystring: { before?: string } }>('/demo/api/mails', async ({ query }) => {
    const mails = await withoutLocks(db, [], (tx) => findReceived(tx, numberOf(query.before), pageLength + 1));
    const items = mails.slice(0, pageLength).map(headOf);
    return { items, nextCursor: mails.length > pageLength ? (items.at(-1)?.id ?? null) : null };
  });
  app.get<{ Params: { id: string } }>('/demo/api/mails/:id', async ({ params }, reply) => {
    const id = numberOf(params.id);
    const mail = id === undefined ? undefined : await withoutLocks(db, [], (tx) => findOneReceived(tx, id));
    return mail === undefined ? sendRefusal(reply, refuse('not_found'), newId('req')) : { ...headOf(mail), text: mail.body };
  });
}

const headOf = ({
  id,
  received_at,
  sender,
  recipient,
  subject,
}: {
  id: number;
  received_at: Date;
  sender: string;
  recipient: string;
  subject: string;
}) => ({
  id: String(id),
  receivedAt: received_at.toISOString(),
  from: sender,
  to: recipient,
  subject,
});

const numberOf = (text: unknown): number | undefined => (typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : undefined);
