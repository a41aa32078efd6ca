import { demoRooms, roomOfThisMachine } from './demo-rooms.ts';
import type { World } from './world.schema.ts';

/** What people report about rooms; what an agent would report, only an agent may. */
const kinds = [
  ['important', 'The touch console does not respond'],
  ['warning', 'The other side hears an echo'],
  ['warning', 'The picture flickers when a laptop is plugged in'],
  ['important', 'The display stays dark'],
  ['warning', 'The calendar on the console is not of today'],
  ['warning', 'The remote for the blinds is missing'],
  ['important', 'Calls end after a minute'],
  ['warning', 'The camera does not follow the speaker'],
  ['important', 'No sound from the ceiling speakers'],
  ['warning', 'The HDMI cable at the table is worn'],
  ['warning', 'One of two displays shows the wrong room'],
  ['important', 'The board does not start'],
] as const;

const states = ['needs_action', 'investigating', 'needs_action', 'waiting', 'needs_action'] as const;
const hour = 3_600_000;
const daysBack = 90;
const count = 120;

/**
 * Ninety days of incidents, the oldest first. Nearly all of them were closed, after an hour to four days; some of the last
 * ten days are still open. Everything follows from its number, so that every demo tells the same story.
 */
export function demoIncidents(now: Date): World['incidents'] {
  const rooms = demoRooms.filter(({ id }) => id !== roomOfThisMachine.room);
  return Array.from({ length: count }, (_, n) => {
    const [severity, title] = kinds[(n * 5 + Math.floor(n / 7)) % kinds.length] ?? kinds[0];
    const hoursAgo = Math.max(2, Math.round(((count - n) / count) * daysBack * 24) - ((n * 13) % 9));
    const openedAt = now.getTime() - hoursAgo * hour - ((n * 37) % 60) * 60_000;
    const hoursOpen = 1 + ((n * n * 7 + n * 11) % 96);
    const open = hoursAgo <= hoursOpen || (hoursAgo < 240 && n % 3 === 0);
    return {
      id: `incident-${n + 1}`,
      room: rooms[(n * 53 + 7) % rooms.length]?.id ?? '',
      severity,
      title,
      openedAt: new Date(openedAt).toISOString(),
      ...(open ? { state: states[n % states.length] ?? 'needs_action' } : { closedAt: new Date(openedAt + hoursOpen * hour).toISOString() }),
    };
  }).sort((one, other) => (one.openedAt < other.openedAt ? -1 : 1));
}
