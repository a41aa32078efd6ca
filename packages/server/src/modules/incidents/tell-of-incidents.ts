import { type OrganizationId, isId } from '@keyholder/contract';
import { ok } from '../../kernel/result.ts';
import { reachOf, type TenantTx } from '../../kernel/tenant.ts';
import type { Task } from '../../platform/jobs/start-jobs.ts';
import { type Db, addToReach, inTenant } from '../../platform/postgres/in-tenant.ts';
import { activePartnersOf, peopleAt } from '../authorization/index.ts';
import { queueMail } from '../notifications/index.ts';
import { newsTo } from './incident-news.ts';
import { assignmentsToTell, takeNotices } from './notices.store.ts';

/** The job behind `noticeIncident`: one mail to each person, about all that is new to them at one customer. */
export const tellOfIncidentsTask =
  (db: Db): Task =>
  async (payload) => {
    const customer = customerIn(payload);
    const told = await inTenant(db, reachOf([customer]), 'shared', async (tx) => ok(await tellOfIncidents(tx, customer)));
    if (!told.ok) throw new Error(`telling of incidents of \`${customer}\` was refused: \`${told.code}\``);
  };

/**
 * To the active people behind every assignment whose toggle is on and whose scope, cut by the delegated one, covers the room,
 * as far as they may see tickets there (D22, D56): asked of `decide` for each incident, now and again when the mail goes out.
 * Until then it holds ids alone (D32).
 *
 * @returns how many mails it queued
 */
export async function tellOfIncidents(tx: TenantTx, customer: OrganizationId): Promise<number> {
  const notices = await takeNotices(tx, customer);
  if (notices.length === 0) return 0;
  const sides = [customer, ...(await activePartnersOf(tx, customer))];
  await addToReach(tx, sides);
  const tell = await assignmentsToTell(tx, customer);
  let mails = 0;
  for (const person of await peopleAt(tx, customer, sides)) {
    const incidents = newsTo(person, customer, tell, notices).map(({ id }) => id);
    if (incidents.length === 0) continue;
    await queueMail(tx, { to: person, template: 'incidents-opened', facts: { customer, incidents } });
    mails += 1;
  }
  return mails;
}

function customerIn(payload: unknown): OrganizationId {
  const customer: unknown = typeof payload === 'object' && payload !== null && 'customer' in payload ? payload.customer : undefined;
  if (typeof customer === 'string' && isId('org', customer)) return customer;
  throw new Error('a job about incidents names no customer');
}
