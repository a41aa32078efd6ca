import type { GroupUse, OrganizationId, RoomGroup } from '@keyholder/contract';
import type { Authority, AtomKey } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { type AtomInAssignment, type AtomInOffer, groupAtom, usesOfAtoms } from '../authorization/index.ts';
import { type GroupRow, atomsOfGroups } from './groups.store.ts';
import { setKey } from './room-sets.store.ts';

/** Groups as this caller may see them: who changed them only at home (A93), what names them only to whoever sees that area (D71). */
export async function viewGroups(tx: TenantTx, rows: readonly GroupRow[], authority: Authority): Promise<RoomGroup[]> {
  const atoms = await atomsOfGroups(tx, rows);
  const uses = await usesOfAtoms(
    tx,
    [...new Set(rows.map(({ customer }) => customer))],
    rows.map(({ id }) => groupAtom(id)),
  );
  return rows.map((row) => {
    const { customer, customerName, id, name, rooms, changedAt, changedBy, changedByName, version } = row;
    const atom = groupAtom(id);
    const at = (one: { customer: OrganizationId; atom: AtomKey }): boolean => one.customer === customer && one.atom === atom;
    return {
      id,
      customer,
      customerName,
      name,
      rooms,
      changedAt: changedAt.toISOString(),
      ...(changedBy === null || changedByName === null || customer !== authority.home
        ? {}
        : { changedBy: { id: changedBy, name: changedByName, organization: { id: customer, name: customerName } } }),
      usedBy: usedBy(customer, uses.assignments.filter(at), uses.offers.filter(at), authority),
      version,
      allowedActions: authority.allowedActions({ customer, kind: 'rooms', rooms: atoms.get(setKey(customer, id)) ?? [] }, ['groups.modify']),
    };
  });
}

/** A partner sees its own organization's assignments and no other partner's, nor the customer's (A93). */
function usedBy(customer: OrganizationId, assignments: readonly AtomInAssignment[], offers: readonly AtomInOffer[], authority: Authority): GroupUse {
  const sees = (action: 'roles.view' | 'partners.view'): boolean => authority.decide(action, { customer, kind: 'organization' }).outcome !== 'deny';
  const partner = authority.partnerAt(customer);
  return {
    ...(sees('roles.view')
      ? {
          assignments: assignments
            .filter((one) => partner === undefined || one.partner === partner)
            .map(({ id, role, roleName, name, partner: of }) => ({ id, role, roleName, name, partner: of })),
        }
      : {}),
    ...(sees('partners.view')
      ? {
          delegations: assignments.flatMap(({ builtIn, partner: of, partnerName }) =>
            builtIn && of !== null ? [{ partner: of, name: partnerName ?? of }] : [],
          ),
          invitations: offers.map(({ invitation }) => invitation),
        }
      : {}),
  };
}
