import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Composed, type Seen, openComposed } from '../../../../../tests/support/composed.ts';
import { within } from '../../../../../tests/support/tenants.ts';
import { idOf, reportWorld } from './reports.fixture.ts';
import { saveHeard, saveSilent, saveUnmonitored } from '../rooms/health.store.ts';

let server: Composed;
beforeAll(async () => {
  server = await openComposed(reportWorld);
});
afterAll(() => server?.close());

const ask = (who: string, report: string): Promise<Seen> => server.ask(who, 'GET', `/reports/${report}`);
const ids = (seen: Seen, list: 'rooms' | 'customers'): unknown[] => {
  const items = seen.at(list);
  return Array.isArray(items) ? items.map((item: { room?: string; customer: string }) => item.room ?? item.customer) : [];
};
const hour = 3600;
/** What happened so many hours ago is counted from here, however long this machine takes to write it down and to ask. */
const now = new Date();

describe('availability', () => {
  beforeEach(() => server.asAdmin(`delete from room_health_spans`));
  /** The present state of a room since some hours, and what it was before that. */
  async function history(
    room: string,
    present: string,
    hoursAgo: number,
    ...before: readonly (readonly [health: string, from: number, until: number])[]
  ): Promise<void> {
    await server.asAdmin(`update room_health set health = $2, since = $4::timestamptz - make_interval(hours => $3) where room_id = $1`, [
      server.id(room),
      present,
      hoursAgo,
      now,
    ]);
    for (const [health, from, until] of before)
      await server.asAdmin(
        `insert into room_health_spans select organization_id, id, $5::timestamptz - make_interval(hours => $3), $5::timestamptz - make_interval(hours => $4), $2 from rooms where id = $1`,
        [server.id(room), health, from, until, now],
      );
  }

  it('D57 is unknown, not perfect, where nothing was measured', async () => {
    const seen = await ask('alpha.msa', 'availability');
    expect([
      seen.at('total', 'rooms'),
      seen.at('total', 'availability'),
      seen.at('total', 'measuredSince'),
      seen.at('rooms', 0, 'availability'),
    ]).toEqual([3, null, null, null]);
  });

  it('D57 is the share of the measured time without an important signal, of what lies within the period', async () => {
    await history('paris', 'important', 1, ['healthy', 4, 2], ['unknown', 2, 1], ['warning', 5, 4]);
    await history('berlin', 'healthy', 1000);
    const from = new Date(now.getTime() - 10 * hour * 1000).toISOString();
    const seen = await ask('alpha.msa', `availability?from=${from}&until=${now.toISOString()}`);
    expect(ids(seen, 'rooms').slice(0, 2)).toEqual([server.id('paris'), server.id('berlin')]);
    expect(seen.at('rooms', 0, 'availability')).toBeCloseTo(3 / 4, 3);
    expect(seen.at('rooms', 0, 'unknownSeconds')).toBeCloseTo(hour, 0);
    expect(Number(seen.at('rooms', 1, 'healthySeconds')) / hour).toBeCloseTo(10, 2);
    expect(seen.at('total', 'availability')).toBeCloseTo(13 / 14, 3);
    await history('paris', 'not-monitored', 1);
    await history('berlin', 'not-monitored', 1);
  });

  it('D22 holds, counts and adds up the rooms in the reader’s scope and no other', async () => {
    await history('berlin', 'important', 5);
    const partner = await ask('gamma.pa', 'availability');
    expect([ids(partner, 'rooms'), partner.at('total', 'rooms'), partner.at('total', 'importantSeconds'), partner.at('count')]).toEqual([
      [server.id('paris')],
      1,
      0,
      1,
    ]);
    expect(ids(await ask('alpha.tech', 'availability'), 'rooms')).toEqual([]);
    expect((await ask('alpha.tech', 'availability')).at('total', 'rooms')).toBe(0);
    await history('berlin', 'not-monitored', 1);
  });

  it('keeps a span when the health changes, and writes nothing while it stays', async () => {
    const [customer, room] = [idOf('org', server.id('alpha')), idOf('room', server.id('lyon'))];
    const heard = (health: 'healthy' | 'warning') =>
      within(server.db, [customer], (tx) => saveHeard(tx, customer, room, { health, reasons: [], measurements: null }));
    const kept = () => server.asAdmin<{ health: string }>(`select health from room_health_spans where room_id = $1 order by from_at`, [room]);
    await heard('healthy');
    await heard('healthy');
    expect(await kept()).toEqual([]);
    await heard('warning');
    await within(server.db, [customer], (tx) => saveSilent(tx, customer, [room], { health: 'unknown', reasons: [] }));
    await within(server.db, [customer], (tx) => saveUnmonitored(tx, customer, room));
    await heard('healthy');
    expect((await kept()).map(({ health }) => health)).toEqual(['healthy', 'warning', 'unknown']);
    await history('lyon', 'not-monitored', 1);
  });
});

describe('incidents', () => {
  it('D57 counts what was opened, resolved and left open, and how long it took, per customer and room', async () => {
    const seen = await ask('alpha.msa', 'incidents?from=2026-01-10T00:00:00Z&until=2026-01-20T00:00:00Z');
    expect(seen.at('total')).toEqual({
      opened: 3,
      openedImportant: 2,
      openedWarning: 1,
      resolved: 3,
      open: 1,
      medianSecondsToResolve: 2 * hour,
      meanSecondsToResolve: (1 + 2 + 9 * 24) * (hour / 3),
    });
    expect(ids(seen, 'rooms')[0]).toBe(server.id('paris'));
    expect([seen.at('customers', 0, 'opened'), seen.at('roomsLeftOut')]).toEqual([3, 0]);
  });

  it('D57 says nothing about time to resolve where nothing was resolved', async () => {
    const seen = await ask('alpha.msa', 'incidents?from=2025-01-10T00:00:00Z&until=2025-01-20T00:00:00Z');
    expect([seen.at('total', 'opened'), seen.at('total', 'medianSecondsToResolve')]).toEqual([0, null]);
  });

  it('D22 A04 narrows to a customer, and says of a foreign and an absent one the same nothing', async () => {
    const of = async (customer: string): Promise<unknown[]> => {
      const seen = await ask('gamma.pa', `incidents?customer=${customer}`);
      return [seen.status, seen.at('count'), seen.at('customers'), seen.at('rooms'), seen.at('total')];
    };
    expect(await of(server.id('beta'))).toEqual(await of(`org_${'0'.repeat(26)}`));
    expect((await of(server.id('beta'))).slice(0, 2)).toEqual([200, 0]);
    expect((await of(server.id('alpha'))).slice(0, 2)).toEqual([200, 1]);
  });

  it('D35 narrows to the rooms of a group that the reader may see, in figures, rows and CSV alike', async () => {
    const all = 'from=2026-01-01T00:00:00Z';
    const group = `${all}&group=${server.id('big')}`;
    const customer = await ask('alpha.msa', `incidents?${group}`);
    expect([new Set(ids(customer, 'rooms')), customer.at('total', 'opened'), customer.at('roomsLeftOut')]).toEqual([
      new Set([server.id('paris'), server.id('berlin')]),
      4,
      0,
    ]);
    const partner = await ask('gamma.pa', `incidents?${group}`);
    expect([ids(partner, 'rooms'), partner.at('total', 'opened')]).toEqual([[server.id('paris')], 2]);
    expect((await ask('gamma.pa', `incidents.csv?${group}`)).text.trim().split('\r\n').length).toBe(2);
    const foreign = await ask('beta.msa', `incidents?${group}`);
    expect([foreign.status, ids(foreign, 'rooms'), foreign.at('total', 'opened')]).toEqual([200, [], 0]);
    expect(ids(await ask('alpha.msa', `availability?${all}&group=rgrp_${'0'.repeat(26)}`), 'rooms')).toEqual([]);
  });

  it('A107 D22 are a line per room in scope as CSV, with no formula in it', async () => {
    const mine = await ask('gamma.pa', 'incidents.csv?from=2026-01-01T00:00:00Z');
    expect(mine.header('content-type')).toContain('text/csv');
    expect(mine.header('content-disposition')).toBe('attachment; filename="incidents.csv"');
    expect(
      mine.text
        .trim()
        .split('\r\n')
        .map((one) => one.split(',')[2]),
    ).toEqual(['"room"', `"${server.id('paris')}"`]);
    const all = await ask('alpha.msa', 'availability.csv');
    expect(all.text).toContain(`"${server.id('lyon')}","'=cmd",`);
    expect(all.text.trim().split('\r\n').length).toBe(4);
  });
});
