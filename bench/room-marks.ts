import type { OrganizationId, RoomId } from '@keyholder/contract';
import type { Call } from '../packages/server/src/kernel/call.ts';
import { saveHeard } from '../packages/server/src/modules/rooms/health.store.ts';
import { importRooms } from '../packages/server/src/modules/rooms/import-rooms.ts';
import { spoolBody } from '../packages/server/src/platform/http/spooled-body.ts';
import { startTestServer } from '../tests/support/postgres.ts';
import { done, instanceKey } from '../tests/support/rooms.ts';
import { type Tenants, newOrganization, openTenants, within } from '../tests/support/tenants.ts';
import { type Work, workOf } from './support/backend-work.ts';
import { type Figure, median, rounded } from './support/figure.ts';

/** @param changes of health, one by one, in each round */
export type MarkSizes = { rooms: number; rounds: number; changes: number };
const full: MarkSizes = { rooms: 10_000, rounds: 7, changes: 1000 };

const functions = ['mark_new_rooms', 'mark_renamed_room', 'mark_new_words', 'unmark_gone_words', 'mark_new_health', 'mark_health'];

/** What `room_marks` costs whoever writes: the same import and the same changes of health, with its triggers and without, in turns. */
export async function* roomMarks(sizes: MarkSizes = full, startServer: () => Promise<() => Promise<void>> = startTestServer): AsyncGenerator<Figure> {
  const stop = await startServer();
  const [marked, bare] = [await openTenants(), await openTenants()];
  try {
    await bare.asAdmin(`drop function ${functions.join(', ')} cascade`);
    const imports = new Pairs();
    const changes = new Pairs();
    for (let round = 0; round <= sizes.rounds; round += 1) {
      for (const side of round % 2 === 0 ? (['marked', 'bare'] as const) : (['bare', 'marked'] as const)) {
        const tenants = side === 'marked' ? marked : bare;
        const customer = await newOrganization(tenants.db, 'Fabrikam');
        imports[side].push(await workOf(tenants, () => importFile(tenants, customer, sizes.rooms)));
        const rooms = await monitored(tenants, customer, sizes.changes);
        changes[side].push(await workOf(tenants, () => changeHealth(tenants, customer, rooms)));
      }
    }
    yield imports.figure('marks.import', sizes.rooms);
    yield changes.figure('marks.health', sizes.changes);
  } finally {
    await Promise.all([marked.close(), bare.close()]);
    await stop();
  }
}

/** What both sides took, round by round; the first round warms. */
class Pairs {
  readonly marked: Work[] = [];
  readonly bare: Work[] = [];

  figure(name: string, each: number): Figure {
    const of = (side: Work[], part: keyof Work): number => median(side.slice(1).map((work) => work[part]));
    const [own, without] = [of(this.marked, 'ms'), of(this.bare, 'ms')];
    const cost = (side: Work[]) => ({ cpuMs: rounded(of(side, 'cpuMs')), walBytesEach: Math.round(of(side, 'walBytes') / each) });
    return {
      name,
      value: rounded(own),
      unit: 'ms',
      peer: 'without marks',
      peerValue: rounded(without),
      ratio: rounded(without / own),
      n: this.marked.length - 1,
      each,
      own: cost(this.marked),
      without: cost(this.bare),
    };
  }
}

const platform: Call = { actor: { kind: 'platform', name: 'benchmark' }, request: 'req_benchmark', reason: null };

/** A file of rooms with names of three words, at a place of three more. */
async function importFile({ db }: Tenants, customer: OrganizationId, rooms: number): Promise<void> {
  const lines = Array.from({ length: rooms }, (_, n) => `Meeting room ${n},FR,Lyon,Tour Nord ${n % 50}\n`);
  const spooled = await spoolBody(toBuffers(['name,country,city,site\n', ...lines]), 2 ** 30);
  if (!spooled.ok) throw new Error('the file is too large');
  await using body = spooled.value;
  const made = await done(db, [customer], (tx) => importRooms(tx, platform, 'platform', customer, body, {}, instanceKey));
  if (made.created !== rooms) throw new Error(`of ${rooms} rooms ${made.created} were made`);
}
async function* toBuffers(lines: readonly string[]): AsyncGenerator<Buffer> {
  yield Buffer.from(lines.join(''));
}

/** So many of the rooms, each with an agent that was heard. */
async function monitored({ db, asAdmin }: Tenants, customer: OrganizationId, count: number): Promise<RoomId[]> {
  const rooms = await asAdmin<{ id: RoomId }>('select id from rooms where organization_id = $1 order by id limit $2', [customer, count]);
  await within(db, [customer], async (tx) => {
    for (const { id } of rooms) await saveHeard(tx, customer, id, { health: 'healthy', reasons: [], measurements: null });
  });
  return rooms.map(({ id }) => id);
}

/** As heartbeats write it, each in a transaction of its own. */
async function changeHealth({ db }: Tenants, customer: OrganizationId, rooms: readonly RoomId[]): Promise<void> {
  for (const id of rooms)
    await within(db, [customer], (tx) => saveHeard(tx, customer, id, { health: 'warning', reasons: ['disk_nearly_full'], measurements: null }));
}
