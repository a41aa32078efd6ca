import { type OrganizationId, isId } from '@keyholder/contract';

/** What the routes of the estate declare alike. */
export const reading = { none: 'reads only' };
export const notForPartners = { none: 'no partner’s role holds this permission' };

/** The guard has let this customer pass, so it is an id. */
export function customerOf({ customer }: { customer: string }): OrganizationId {
  if (!isId('org', customer)) throw new Error('a route of a customer was reached without one');
  return customer;
}
