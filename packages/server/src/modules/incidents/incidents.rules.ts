import type { IncidentId } from '@keyholder/contract';
import type { Findings, Signal, SignalKey } from '../rooms/index.ts';

/** What an incident is called when its signal opened it, in the language of the data; the portal has its own words by signal. */
export const titleOf: Readonly<Record<SignalKey, string>> = {
  agent_silent: 'The room has stopped reporting',
  agent_cloned: 'Two machines report for this room',
  disk_nearly_full: 'A disk is nearly full',
  memory_nearly_full: 'The memory is nearly full',
  no_camera: 'No camera',
  no_microphone: 'No microphone',
  no_display: 'No display',
};

/** An open incident of a signal. */
export type OpenIncident = { id: IncidentId; number: number; signal: string; title: string; severity: string };

/** What has to happen so that the open incidents of a room say what was found (D56). */
export type Steps = { open: readonly Signal[]; raise: readonly { incident: OpenIncident; signal: Signal }[]; close: readonly OpenIncident[] };

/**
 * At most one open incident per room and signal: a signal that goes on opens no second one. A warning that has become important
 * says so; an important one is not played down while it is open. What was neither raised nor cleared stays as it is.
 */
export function stepsFor(open: readonly OpenIncident[], { raised, cleared }: Findings): Steps {
  const incidentOf = (key: SignalKey): OpenIncident | undefined => open.find(({ signal }) => signal === key);
  return {
    open: raised.filter(({ key }) => incidentOf(key) === undefined),
    raise: raised.flatMap((signal) => {
      const incident = incidentOf(signal.key);
      return incident?.severity === 'warning' && signal.severity === 'important' ? [{ incident, signal }] : [];
    }),
    close: cleared.flatMap((key) => incidentOf(key) ?? []),
  };
}
