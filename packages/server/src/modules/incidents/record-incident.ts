import type { Incident, NewIncident, OrganizationId } from '@keyholder/contract';
import { type Result, ok, refuseAt } from '../../kernel/result.ts';
import type { Authority } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { PersonCall } from '../../platform/http/cursor.ts';
import { atomsOfRooms } from '../authorization/index.ts';
import { createIncident } from './create-incident.ts';
import { viewIncident } from './incident.view.ts';
import { findIncident } from './list-incidents.store.ts';

/** A person records an incident in a room where they may (D56). A room out of their scope is unknown like one that is not there (D22). */
export async function recordIncident(
  tx: TenantTx,
  call: PersonCall,
  authority: Authority,
  customer: OrganizationId,
  { room, severity, title, detail }: NewIncident,
): Promise<Result<Incident, 'unknown_reference'>> {
  const atoms = (await atomsOfRooms(tx, customer, [room])).get(room);
  const decision = atoms && authority.decide('reports.create_incident', { customer, kind: 'room', atoms });
  if (decision === undefined || decision.outcome === 'deny') return refuseAt('/room', 'unknown_reference', 'there is no such room here');
  const { id } = await createIncident(tx, call, customer, { room, severity, title, detail }, authority.partnerAt(customer));
  const row = await findIncident(tx, customer, id);
  if (row === undefined) throw new Error(`incident \`${id}\` vanished as it was made`);
  return ok(viewIncident(row, authority));
}
