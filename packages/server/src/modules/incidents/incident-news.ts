import { type AssignmentId, type OrganizationId, isId } from '@keyholder/contract';
import { addToReach } from '../../platform/postgres/in-tenant.ts';
import { type PersonAt, activePartnersOf, peopleAt } from '../authorization/index.ts';
import type { NewsOf } from '../notifications/index.ts';
import { readOrganizations } from '../organizations/index.ts';
import { type Notice, assignmentsToTell, readNotices } from './notices.store.ts';

/** More than this is counted in the mail, not listed. */
const listed = 20;

/** Of these, what lies in rooms that a switched-on assignment of this person covers, and that the person may see (D22, D56). */
export function newsTo(person: PersonAt, customer: OrganizationId, tell: ReadonlySet<AssignmentId>, notices: readonly Notice[]): Notice[] {
  return notices.filter(({ atoms }) => {
    const matter = { customer, kind: 'room', atoms } as const;
    return person.assignmentsOver(matter).some((assignment) => tell.has(assignment)) && person.may('tickets.view', matter);
  });
}

/** What a mail tells when it goes out: decided anew, from the customer's rows of this moment (D32, D43). */
export const newsOfIncidents: NewsOf = async (tx, { organization, user }, { customer, incidents: queued }) => {
  await addToReach(tx, [customer]);
  const side = organization === customer ? 'customer' : 'partner';
  if (side === 'partner' && !(await activePartnersOf(tx, customer)).includes(organization)) return undefined;
  const notices = await readNotices(
    tx,
    customer,
    queued.filter((id) => isId('inc', id)),
  );
  const person = (await peopleAt(tx, customer, [organization])).find((one) => one.user === user);
  const news = person === undefined ? [] : newsTo(person, customer, await assignmentsToTell(tx, customer), notices);
  if (news.length === 0) return undefined;
  return {
    customer,
    customerName: (await readOrganizations(tx, [customer]))[0]?.name ?? '',
    side,
    count: news.length,
    incidents: news.slice(0, listed).map(({ id, number, title, severity, roomName }) => ({ id, number, title, severity, roomName })),
  };
};
