import type { OrganizationId } from '@keyholder/contract';
import type { AtomKey } from '../../packages/server/src/kernel/rights.ts';
import type { Estate } from './estate.ts';
import { made } from './people.ts';
import type { Random } from './random.ts';
import type { Rows } from './rows.ts';
import { signals } from './words.ts';

const day = 86_400_000;
/** How far back incidents lie: a quarter of a year; those of the old world's single rooms ten years. */
const usually = 90 * day;
const long = 3650 * day;

/** Incidents of every room, one in four still open, numbered by the moment they were opened. @param oldRooms so many of the first rooms have theirs years apart */
export function addIncidents(rows: Rows, random: Random, { customer, rooms }: Estate, perRoom: number, oldRooms: number): void {
  const planned = rooms.flatMap((room, n) =>
    Array.from({ length: perRoom }, (_, m) => ({ room, opened: made - random.below(n < oldRooms ? long : usually), ...kindOf(m) })),
  );
  planned.sort((one, other) => one.opened - other.opened);
  const ids = planned.map(() => random.id('inc'));
  const scoped: [OrganizationId, AtomKey, string, string, string, string][] = [];
  for (const [n, { room, opened, signal, title, severity, mayBeOpen }] of planned.entries()) {
    const open = mayBeOpen && random.onceIn(4);
    const closed = open ? null : new Date(Math.min(opened + random.below(3 * day), made)).toISOString();
    const state = open ? random.pick(['needs_action', 'investigating', 'waiting'] as const) : 'closed';
    const at = new Date(opened).toISOString();
    rows.add('incidents', customer, ids[n] ?? '', n + 1, room.id, severity, title, signal, '', state, 'signal', at, closed, closed);
    for (const atom of room.atoms) if (isShared(atom)) scoped.push([customer, atom, at, ids[n] ?? '', state, severity]);
  }
  // in the order of the key, so that the index grows at its end
  scoped.sort(([, one], [, other]) => (one < other ? -1 : one > other ? 1 : 0));
  for (const row of scoped) rows.add('incident_scope', ...row);
  if (planned.length > 0) rows.add('incident_numbers', customer, planned.length);
}

/** The atoms that may name several rooms: those of the side table of lists (0015). */
const isShared = (atom: AtomKey): boolean => atom !== 'all' && !atom.startsWith('room:');

/** Of one signal at most one incident of a room is open (D56). */
function kindOf(n: number): (typeof signals)[number] & { mayBeOpen: boolean } {
  const signal = signals[n % signals.length];
  if (signal === undefined) throw new Error('there are no signals');
  return { ...signal, mayBeOpen: n < signals.length };
}
