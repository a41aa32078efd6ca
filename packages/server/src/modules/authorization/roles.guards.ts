import { isId } from '@keyholder/contract';
import type { ActionKey } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { Found } from '../../platform/http/route.ts';
import { readOrganizations } from '../organizations/index.ts';
import { type AssignmentRow, findAssignment } from './assignments.store.ts';
import { findDelegationOf } from './delegated-access.store.ts';
import type { Side } from './roles.rules.ts';
import { type RoleRow, findRole } from './roles.store.ts';

type OfCustomer = { customer: string };
type OfPartner = OfCustomer & { partner: string };
type OfRole = { role: string };
type OfAssignment = OfRole & { assignment: string };

/** An assignment together with its role. */
export type Assigned = { role: RoleRow; row: AssignmentRow };

const customerOf = ({ customer }: OfCustomer): string => customer;
/** Partner's people know nothing of the customer's own roles (D27). */
const own = { customer: customerOf, home: customerOf, see: 'roles.view', kind: 'object' } as const;
/** Seen by the customer (D30) and by the people of that partner. */
const shared = { customer: customerOf, see: 'roles.view', kind: 'object' } as const;

/** The roles of one side as a whole: what they hang on, by name and version. */
export type Whole = Side & { target: { type: 'organization' | 'delegation'; id: string; name: string; version: number } };

type FindSide<P> = (tx: TenantTx, params: P) => Promise<Omit<Found<Whole>, 'version'> | undefined>;
const customerSide: FindSide<OfCustomer> = async (_tx, { customer }) =>
  isId('org', customer) ? { object: { customer, partner: null, target: { type: 'organization', id: customer, name: '', version: 1 } } } : undefined;
const partnerSide: FindSide<OfPartner> = async (tx, { customer: named, partner: of }) => {
  const delegation = isId('org', named) ? await findDelegationOf(tx, named, of) : undefined;
  if (delegation === undefined) return undefined;
  const { customer, partner, id, version } = delegation;
  const [organization] = await readOrganizations(tx, [partner]);
  const target = { type: 'delegation' as const, id, name: organization?.name ?? partner, version };
  return { object: { customer, partner, target }, also: [partner], partner };
};

const roleUnder =
  <P>(side: FindSide<P>) =>
  async (tx: TenantTx, params: P & OfRole): Promise<Found<RoleRow> | undefined> => {
    const found = await side(tx, params);
    const role = found && (await findRole(tx, found.object, params.role));
    return role && { ...found, object: role, version: role.version };
  };

const assignmentUnder =
  <P>(side: FindSide<P>) =>
  async (tx: TenantTx, params: P & OfAssignment): Promise<Found<Assigned> | undefined> => {
    const found = await roleUnder(side)(tx, params);
    const row = found && (await findAssignment(tx, found.object, found.object.id, params.assignment));
    return row && { ...found, object: { role: found.object, row }, version: row.version };
  };

/** The customer's own roles as a whole, one of them, one assignment. */
export const customerRoles = (action: ActionKey) => ({ ...own, action, object: customerSide });
export const customerRole = (action: ActionKey) => ({ ...own, action, object: roleUnder(customerSide) });
export const customerAssignment = (action: ActionKey) => ({ ...own, action, object: assignmentUnder(customerSide) });

/** The same of one partner. `made`: by the partner alone (D26). */
export const partnerRoles = (action: ActionKey) => ({ ...shared, action, object: partnerSide });
export const partnerRole = (action: ActionKey) => ({ ...shared, action, object: roleUnder(partnerSide) });
export const partnerAssignment = (action: ActionKey) => ({ ...shared, action, object: assignmentUnder(partnerSide) });
export const byPartner = { by: ({ partner }: OfPartner): string => partner } as const;
