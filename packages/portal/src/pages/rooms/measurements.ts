import type { Room } from '../../api/shapes.ts';

/** What a machine said of one thing; unread members are read by `textOf` and the like, because they came from a machine. */
export type Measured = { state: 'present' | 'not_present' | 'unknown'; reason?: string } & Readonly<Record<string, unknown>>;

/** In the order in which a person looks for them: what a meeting needs first. */
export const probes = ['cameras', 'microphones', 'displays', 'disks', 'memory', 'cpu', 'network', 'os', 'uptimeSeconds'] as const;
export type Probe = (typeof probes)[number];

/** What was measured of a thing; `unknown` where nothing was, never healthy by default (D54). */
export function measured(room: Room, probe: Probe): Measured {
  const value: unknown = room.measurements?.[probe];
  if (typeof value !== 'object' || value === null || !('state' in value)) return { state: 'unknown', reason: 'not_measured_yet' };
  const { state, ...rest } = value;
  const known = state === 'present' || state === 'not_present' ? state : 'unknown';
  return { ...rest, state: known };
}

export const numberOf = (from: Readonly<Record<string, unknown>>, name: string): number | undefined => {
  const value = from[name];
  return typeof value === 'number' ? value : undefined;
};
export const textOf = (from: Readonly<Record<string, unknown>>, name: string): string | undefined => {
  const value = from[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};
export function itemsOf(from: Measured): readonly Readonly<Record<string, unknown>>[] {
  const value = from['items'];
  return Array.isArray(value) ? value.filter((item): item is Readonly<Record<string, unknown>> => typeof item === 'object' && item !== null) : [];
}

/** The reasons that the agent gives, in its English, and our key for each; a newer agent's reason shows itself. */
export const reasonKeys = {
  'cameras cannot be listed on this system': 'camerasNotListed',
  'the devices of the system cannot be seen from here': 'devicesHidden',
  'there are video inputs, but not whether a camera is behind them': 'videoUnclear',
  'a USB camera is plugged in, but the system does not run it': 'usbCamera',
  'this system lists USB cameras only, and none is there': 'usbCamerasOnly',
  'the system lists no processor': 'noProcessor',
  'the system gives no list of its disks': 'disksNotListed',
  'no disk of this machine could be read': 'disksUnread',
  'the graphics driver does not say whether a display is connected': 'displayUnclear',
  'the graphics driver does not list its connectors': 'connectorsNotListed',
  'the system gives no list of its displays': 'displaysNotListed',
  'the system gives no size of its memory': 'memoryNotGiven',
  'this system does not say which sound devices record': 'recordingUnclear',
  'the sound devices of the system cannot be seen from here': 'soundHidden',
  'a USB sound device is plugged in, but the system does not run it': 'usbSound',
  'the system gives no list of its sound devices': 'soundNotListed',
  'the network interfaces cannot be seen from here': 'networkHidden',
  'the system gives no list of its network interfaces': 'networkNotListed',
  'the system does not say whether its network interfaces are up': 'networkUnclear',
  'the system does not give its name': 'osNotGiven',
  'the system does not say how long it has been running': 'uptimeNotGiven',
  'an earlier measurement has not come to an end': 'stillMeasuring',
  not_measured_yet: 'notMeasuredYet',
} as const;
export const isKnownReason = (reason: string): reason is keyof typeof reasonKeys => Object.hasOwn(reasonKeys, reason);
