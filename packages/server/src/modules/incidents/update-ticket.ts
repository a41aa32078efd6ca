import type { Incident, IncidentChange } from '@keyholder/contract';
import { type Result, ok, refuse } from '../../kernel/result.ts';
import type { Authority } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { PersonCall } from '../../platform/http/cursor.ts';
import { appendAudit } from '../audit/index.ts';
import { assigneeNamed } from './assignees.ts';
import { incidentName, viewIncident } from './incident.view.ts';
import { type IncidentInRoom, findIncident } from './list-incidents.store.ts';
import { noticeIncident } from './notices.ts';
import { moved } from './tickets.rules.ts';
import { type TicketChange, lockVersion, saveTicket } from './tickets.store.ts';

type UpdateRefusal = 'not_found' | 'version_outdated' | 'unknown_reference' | 'transition_not_allowed' | 'follows_signal' | 'invalid_value';

/**
 * Works on the ticket of an incident (D56): state, assignee, severity upwards, external number. Where nothing differs nothing
 * is written and the version stays. An entry stands with the customer, and with the partner whose person did it.
 *
 * @param seen the incident as the guard saw it: a later version is refused, so that of two who take it one is told
 */
export async function updateTicket(
  tx: TenantTx,
  call: PersonCall,
  authority: Authority,
  seen: IncidentInRoom,
  body: IncidentChange,
): Promise<Result<Incident, UpdateRefusal>> {
  const { customer, id } = seen;
  const version = await lockVersion(tx, customer, id);
  if (version === undefined) return refuse('not_found');
  if (version !== seen.version) return refuse('version_outdated');
  const move = body.state === undefined ? ok(undefined) : moved(seen, body.state, body.reason);
  if (!move.ok) return move;
  const assignee = body.assignee === undefined ? ok(undefined) : await assigneeNamed(tx, call, authority, seen, body.assignee);
  if (!assignee.ok) return assignee;
  const change: TicketChange = {
    moved: move.value,
    severity: body.severity === seen.severity ? undefined : body.severity,
    assignee: assignee.value?.id === seen.assignee?.id ? undefined : assignee.value,
    externalNumber: body.externalNumber === seen.externalNumber ? undefined : body.externalNumber,
  };
  if (Object.values(change).every((value) => value === undefined)) return ok(viewIncident(seen, authority));
  await saveTicket(tx, customer, id, change);
  const now = await findIncident(tx, customer, id);
  if (now === undefined) throw new Error(`incident \`${id}\` vanished while it was locked`);
  const before = viewIncident(seen, authority);
  const after = viewIncident(now, authority);
  const changed = shownKeys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  const partner = authority.partnerAt(customer);
  await appendAudit(tx, call, {
    action: 'incident.updated',
    customer,
    partner,
    ledgers: partner === undefined ? [customer] : [customer, partner],
    target: { type: 'incident', id, name: incidentName(seen) },
    changes: { before: pick(before, changed), after: pick(after, changed) },
  });
  if (change.severity !== undefined) await noticeIncident(tx, call, customer, id, 'escalated');
  return ok(after);
}

/** What an entry says of a change: no more than the person who made it may know (D22). */
const shownKeys = ['state', 'resolution', 'severity', 'assigned', 'assignee', 'externalNumber'] as const satisfies readonly (keyof Incident)[];
const pick = (incident: Incident, keys: readonly (keyof Incident)[]) => Object.fromEntries(keys.map((key) => [key, incident[key] ?? null]));

/** The part of a ticket that `body` would change: what an approver is shown, before and after (D37). Nobody is named to a side that may not know. */
export function shownOfTicket(incident: Incident | IncidentInRoom, body: IncidentChange): Record<string, unknown> {
  const asked = Object.keys(body).filter((name) => name !== 'reason' && name !== 'assignee');
  const resolution = body.reason === undefined || body.state === undefined ? {} : { resolution: incident.resolution ?? null };
  const isRow = 'atoms' in incident;
  const assignee = isRow ? (incident.assignee === null ? 'nobody' : 'somebody') : (incident.assignee?.name ?? 'nobody');
  return {
    ...Object.fromEntries(asked.map((name) => [name, Reflect.get(incident, name) ?? null])),
    ...resolution,
    ...(body.assignee === undefined ? {} : { assignee }),
  };
}
