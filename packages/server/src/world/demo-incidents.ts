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

/** Who looks after the rooms of a country: people who have the right to. */
const minders: Readonly<Record<string, readonly [technician: string, site: string]>> = {
  US: ['contoso.sofia-petrakis', 'fabrikam.marcus-oyelaran'],
  FR: ['fabrikam.claire-fontanel', 'fabrikam.amara-okonjo'],
  DE: ['fabrikam.jonas-brandt', 'fabrikam.amara-okonjo'],
  GB: ['contoso.marguerite-dubois', 'northwind.rosalind-achebe'],
  JP: ['contoso.arjun-deshmukh', 'tailspin.kenji-oda'],
};

/** What is being worked on has somebody who works on it, and what the two sides have written: to each other, and for themselves. */
function inWork(state: (typeof states)[number], room: World['rooms'][number] | undefined, openedAt: number): Partial<World['incidents'][number]> {
  const [technician, site] = minders[room?.country ?? ''] ?? [];
  if (state === 'needs_action' || technician === undefined || site === undefined) return { state };
  const at = (minutes: number): string => new Date(openedAt + minutes * 60_000).toISOString();
  const own = technician.split('.')[0] !== site.split('.')[0];
  return {
    state,
    assignee: technician,
    comments: [
      { by: technician, audience: 'both', text: 'I have looked at it and can see the same.', at: at(35) },
      ...(own
        ? [{ by: technician, audience: 'own' as const, text: 'A spare is in the van; ask the office before it is left there.', at: at(50) }]
        : []),
      { by: site, audience: 'both', text: 'Thank you. The room is booked until five, after that it is yours.', at: at(80) },
    ],
  };
}

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
    const open = hoursAgo <= hoursOpen || (hoursAgo < 240 && n % 3 !== 2);
    return {
      id: `incident-${n + 1}`,
      room: rooms[(n * 53 + 7) % rooms.length]?.id ?? '',
      severity,
      title,
      openedAt: new Date(openedAt).toISOString(),
      ...(open
        ? inWork(states[n % states.length] ?? 'needs_action', rooms[(n * 53 + 7) % rooms.length], openedAt)
        : { closedAt: new Date(openedAt + hoursOpen * hour).toISOString() }),
    };
  }).sort((one, other) => (one.openedAt < other.openedAt ? -1 : 1));
}
