/** What could be said about a thing: it is there, its source was read and holds none, or nobody can say (D54). */
type Unknown = { state: 'unknown'; reason: string };
type NotPresent = { state: 'not_present'; reason?: string };

/** One thing with values. */
export type Scalar<Values> = ({ state: 'present' } & Values) | NotPresent | Unknown;

/** A list of things; `present` always has at least one item, at most 50 are sent. */
export type List<Item> = ({ state: 'present'; reason?: string } | { state: 'not_present'; reason?: string } | Unknown) & { items: readonly Item[] };

export type Cpu = Scalar<{ loadPercent?: number; cores?: number }>;
export type Memory = Scalar<{ totalBytes: number; usedBytes: number }>;
export type Os = Scalar<{ name: string; version?: string; kernel?: string; arch?: string }>;
export type Uptime = Scalar<{ value: number }>;

/** `usedPercent` is used / (used + available): what is left for everybody, not for the system's reserve. */
export type Disk = { mount: string; sizeBytes: number; usedBytes: number; usedPercent: number };
/** `resolution` is the mode that the display prefers, e.g. `1920x1080`. */
export type Display = { name: string; connector?: string; resolution?: string };
export type Camera = { name: string };
/** A capture device; whether something is plugged into its jack cannot be known. */
export type Microphone = { name: string };
export type Interface = { name: string; up: boolean; type: 'wired' | 'wireless' | 'other' };

/** All that a heartbeat says about the machine. */
export type Measurements = {
  cpu: Cpu;
  memory: Memory;
  disks: List<Disk>;
  displays: List<Display>;
  cameras: List<Camera>;
  microphones: List<Microphone>;
  network: List<Interface>;
  os: Os;
  uptimeSeconds: Uptime;
};

/** Things that were found; a longer list is cut at 50. @param items at least one */
export function present<Item>(items: readonly Item[]): List<Item> {
  return { state: 'present', items: items.slice(0, 50) };
}

/** Only for a source that was read and holds none; never for one that could not be read. */
export function noneFound(): { state: 'not_present'; items: readonly never[] } {
  return { state: 'not_present', items: [] };
}

/** @param reason for people, at most 200 characters, without anything that the machine said */
export function unknownList(reason: string): Unknown & { items: readonly never[] } {
  return { state: 'unknown', reason, items: [] };
}

/** @param reason for people, at most 200 characters, without anything that the machine said */
export function unknownValue(reason: string): Unknown {
  return { state: 'unknown', reason };
}
