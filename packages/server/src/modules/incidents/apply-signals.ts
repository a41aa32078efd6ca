import { newId } from '../../kernel/ids.ts';
import { appendAudit } from '../audit/index.ts';
import type { OnSignals } from '../rooms/index.ts';
import { type OpenIncident, stepsFor, titleOf } from './incidents.rules.ts';
import { noticeIncident } from './notices.ts';
import { insertIncident, lockOpenIncidents, saveClosed, saveImportant } from './incidents.store.ts';

/**
 * Opens and closes the incidents of a room as its signals say (D56), with an entry each in the customer's ledger, in the
 * transaction that found the signals. The caller holds the room's health row or agent, so that one room's findings follow
 * one another; numbers are taken last.
 */
export const applySignals: OnSignals = async (tx, call, room, findings) => {
  const { open, raise, close } = stepsFor(await lockOpenIncidents(tx, room.customer, room.id), findings);
  const record = (action: string, incident: Pick<OpenIncident, 'id' | 'number' | 'title'>, changes: unknown): Promise<void> =>
    appendAudit(tx, call, {
      action,
      customer: room.customer,
      ledgers: [room.customer],
      changes,
      target: { type: 'incident', id: incident.id, name: `${incident.number} ${incident.title}` },
    });
  for (const incident of close) {
    await saveClosed(tx, room.customer, incident.id);
    await record('incident.closed', incident, { before: { open: true }, after: { open: false, signal: incident.signal } });
  }
  for (const { incident, signal } of raise) {
    await saveImportant(tx, room.customer, incident.id, signal.detail);
    await record('incident.raised', incident, { before: { severity: incident.severity }, after: { severity: signal.severity } });
    await noticeIncident(tx, call, room.customer, incident.id, 'escalated');
  }
  for (const { key, severity, detail } of open) {
    const incident = { id: newId('inc'), title: titleOf[key] };
    const number = await insertIncident(tx, room.customer, { ...incident, room: room.id, severity, detail, signal: key, source: 'signal' });
    await record('incident.opened', { ...incident, number }, { after: { room: room.id, signal: key, severity } });
    await noticeIncident(tx, call, room.customer, incident.id, 'opened');
  }
};
