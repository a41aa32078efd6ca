import type { OrganizationId, RoomId } from '@keyholder/contract';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { agentServer, enrolled, newKey, newRoom, post, together } from '../../../../../tests/support/agents.ts';
import { heartbeat, measured } from '../../../../../tests/support/heartbeats.ts';
import { type Tenants, newOrganization, openTenants } from '../../../../../tests/support/tenants.ts';
import { startHealthWatch, sweepSilentRooms } from '../rooms/index.ts';
import { applySignals } from './apply-signals.ts';

let tenants: Tenants;
let app: FastifyInstance;
let customer: OrganizationId;
let room: RoomId;
let credential: string;
beforeAll(async () => {
  tenants = await openTenants();
  app = agentServer(tenants.db, applySignals);
});
beforeEach(async () => {
  await tenants.asAdmin('delete from platform.monitored_organizations'); // each test looks for silence at its own customer only
  customer = await newOrganization(tenants.db, 'Fabrikam');
  room = await newRoom(tenants.db, customer, 'Boardroom');
  credential = await enrolled(app, await newKey(tenants.db, customer, room));
});
afterAll(async () => {
  await app.close();
  await tenants.close();
});

type Row = { number: number; signal: string; severity: string; state: string; closed: boolean; version: number };
const incidents = () =>
  tenants.asAdmin<Row>(
    'select number::int, signal, severity, state, closed_at is not null as closed, version from incidents where organization_id = $1 order by number',
    [customer],
  );
const healthNow = async () => (await tenants.asAdmin('select health, reasons, awaited from room_health where room_id = $1', [room]))[0];
const ledger = async (): Promise<unknown[]> =>
  (
    await tenants.asAdmin(
      `select action || ' by ' || channel as line from audit_entries where organization_id = $1 and action like 'incident.%' order by age(xmin) desc`,
      [customer],
    )
  ).map(({ line }) => line);
let beats = 0;
const beat = (measurements = measured({}), run = 'r', mark = 'a') =>
  post(app, 'heartbeat', credential, heartbeat((beats += 1), measurements, run, mark));

/** So long that a slow machine makes no difference. */
const heartbeatSeconds = 3000;

/** As if nobody had heard the room for so long, while the server listened. */
async function silentFor(seconds: number): Promise<number> {
  await tenants.asAdmin(`update room_health set last_seen_at = now() - make_interval(secs => $2) where room_id = $1`, [room, seconds]);
  await tenants.asAdmin(
    `insert into platform.health_watch (listening_since) values (now() - interval '1 day') on conflict (one) do update set listening_since = excluded.listening_since, swept_at = now()`,
  );
  return sweepSilentRooms(tenants.db, { heartbeatSeconds, onSignals: applySignals });
}

describe('a heartbeat', () => {
  it('D54 makes a well room healthy and opens nothing', async () => {
    expect((await beat()).status).toBe(200);
    expect(await healthNow()).toMatchObject({ health: 'healthy', reasons: [], awaited: true });
    expect(await incidents()).toEqual([]);
  });

  it('D56 opens an incident for what is wrong, one only while it lasts, and closes it when it is well again', async () => {
    for (let n = 0; n < 3; n += 1) await beat(measured({ cameras: 'not_present' }));
    expect(await incidents()).toEqual([{ number: 1, signal: 'no_camera', severity: 'important', state: 'needs_action', closed: false, version: 1 }]);
    expect(await healthNow()).toMatchObject({ health: 'important', reasons: ['no_camera'] });
    await beat();
    expect(await incidents()).toMatchObject([{ number: 1, state: 'closed', closed: true, version: 2 }]);
    expect(await healthNow()).toMatchObject({ health: 'healthy' });
  });

  it('D47 D56 writes opening and closing into the customer’s ledger, as acts of the agent', async () => {
    await beat(measured({ cameras: 'not_present' }));
    await beat();
    expect(await ledger()).toEqual(['incident.opened by agent', 'incident.closed by agent']);
  });

  it('D56 opens a new incident, with the next number, when the same thing goes wrong again', async () => {
    for (const cameras of ['not_present', 'present', 'not_present'] as const) await beat(measured({ cameras }));
    expect(await incidents()).toMatchObject([
      { number: 1, closed: true },
      { number: 2, closed: false },
    ]);
  });

  it('D56 turns a warning into an important incident, and not back while it is open', async () => {
    for (const diskPercent of [91, 98, 91, 88]) await beat(measured({ diskPercent }));
    expect(await incidents()).toEqual([
      { number: 1, signal: 'disk_nearly_full', severity: 'important', state: 'needs_action', closed: false, version: 2 },
    ]);
    await beat(measured({ diskPercent: 50 }));
    expect(await incidents()).toMatchObject([{ closed: true }]);
    expect(await ledger()).toEqual(['incident.opened by agent', 'incident.raised by agent', 'incident.closed by agent']);
  });

  it('D54 is never healthy on what could not be measured, and closes nothing because of it', async () => {
    await beat(measured({ cameras: 'not_present' }));
    await beat(measured({ cameras: 'unknown' }));
    expect(await healthNow()).toMatchObject({ health: 'unknown', reasons: ['cameras_unknown'] });
    expect(await incidents()).toMatchObject([{ signal: 'no_camera', closed: false }]);
  });

  it('keeps the number series of a customer free of gaps and doubles when rooms fail at once', async () => {
    const others = await Promise.all(
      ['b', 'c', 'd', 'e'].map(async (name) => enrolled(app, await newKey(tenants.db, customer, await newRoom(tenants.db, customer, name)))),
    );
    const worst = measured({ cameras: 'not_present', microphones: 'not_present', displays: 'not_present' });
    await Promise.all(others.map((other) => post(app, 'heartbeat', other, heartbeat(1, worst))));
    expect((await incidents()).map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });

  it('A105 takes heartbeats of one agent one after the other: of two that come at once with one number, the second is a clone', async () => {
    const body = heartbeat((beats += 1), measured({ cameras: 'not_present' }));
    const answers = await together(
      tenants,
      [0, 1].map(() => () => post(app, 'heartbeat', credential, body)),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect((await incidents()).map(({ signal }) => signal)).toEqual(['no_camera', 'agent_cloned']);
  });

  it('A102 cannot name another room, of this customer or another: 422, and nothing is recorded', async () => {
    const other = await newRoom(tenants.db, customer, 'Other');
    for (const more of [{ room: other }, { rooms: [other] }, { customer }, { country: 'US' }, { site: 'x' }, { groups: [] }, { ring: 'executive' }]) {
      const body = { ...heartbeat((beats += 1), measured({ cameras: 'not_present' })), ...more };
      expect((await post(app, 'heartbeat', credential, body)).status).toBe(422);
    }
    expect(await incidents()).toEqual([]);
    expect(await tenants.asAdmin('select 1 from room_health where room_id = $1', [other])).toEqual([]);
  });

  it('A107 takes nothing that is out of bounds: text with control or direction characters, halves of characters, too much of anything', async () => {
    const well = measured({});
    const camera = (name: string) => ({ ...well, cameras: { state: 'present', items: [{ name }] } });
    const bad: readonly unknown[] = [
      camera(''),
      camera('x'.repeat(201)),
      camera('a\u0000b'),
      camera('a\nb'),
      camera('a\u202eb'),
      { ...well, cameras: { state: 'present', items: Array.from({ length: 51 }, () => ({ name: 'x' })) } },
      { ...well, cpu: { state: 'present', loadPercent: 101 } },
      { ...well, cameras: { state: 'healthy', items: [] } },
      { ...well, cameras: undefined },
      { ...well, disks: { state: 'present', items: [{ mount: '/', sizeBytes: 1e300, usedBytes: 1, usedPercent: 1 }] } },
    ];
    const answers = await Promise.all(bad.map((measurements) => post(app, 'heartbeat', credential, { ...heartbeat((beats += 1)), measurements })));
    expect(answers.map(({ status }) => status)).toEqual(bad.map(() => 422));
    // half a character is no text at all: the body cannot be read
    expect((await post(app, 'heartbeat', credential, { ...heartbeat((beats += 1)), measurements: camera('a\ud800b') })).status).toBe(400);
    expect((await post(app, 'heartbeat', credential, { ...heartbeat(1), sentAt: '2999-01-01T00:00:00.000Z' })).body.errors?.[0]?.pointer).toBe(
      '/sentAt',
    );
    expect(await healthNow()).toMatchObject({ reasons: ['not_measured_yet'] });
  });

  it('A107 keeps HTML and formulas as the plain text they are', async () => {
    await beat({ ...measured({}), disks: { state: 'present', items: [{ mount: '=<b>x</b>', sizeBytes: 10, usedBytes: 10, usedPercent: 100 }] } });
    expect(await tenants.asAdmin('select detail from incidents where organization_id = $1', [customer])).toEqual([
      { detail: 'The disk =<b>x</b> is 100 % full.' },
    ]);
  });

  it('A107 goes by the database’s clock, whatever the agent’s says', async () => {
    await post(app, 'heartbeat', credential, { ...heartbeat((beats += 1)), sentAt: '1999-01-01T00:00:00.000Z' });
    expect(await tenants.asAdmin(`select last_seen_at > now() - interval '1 minute' as recent from room_health where room_id = $1`, [room])).toEqual([
      { recent: true },
    ]);
  });
});

describe('one credential on two machines', () => {
  it('A105 opens an important incident and goes on hearing both', async () => {
    await beat();
    expect((await beat(measured({}), 'r', 'b')).status).toBe(200);
    expect((await beat()).status).toBe(200);
    expect(await incidents()).toEqual([
      { number: 1, signal: 'agent_cloned', severity: 'important', state: 'needs_action', closed: false, version: 1 },
    ]);
    expect(await healthNow()).toMatchObject({ health: 'important', reasons: ['agent_cloned'] });
  });

  it('A105 notices two programs of machines that look alike, by their taking turns', async () => {
    for (const run of ['r', 's']) await beat(measured({}), run);
    expect(await incidents()).toEqual([]);
    await beat(measured({}), 'r');
    expect(await incidents()).toMatchObject([{ signal: 'agent_cloned' }]);
  });

  it('A105 is over once the right machine has enrolled with a new key', async () => {
    await beat();
    await beat(measured({}), 'r', 'b');
    await tenants.asAdmin('update agents set ended_at = now() where room_id = $1', [room]);
    credential = await enrolled(app, await newKey(tenants.db, customer, room));
    await beat();
    expect(await incidents()).toMatchObject([{ signal: 'agent_cloned', closed: true }]);
  });
});

describe('a room that is not heard any more', () => {
  it('D54 D56 is unknown after three heartbeats’ time, with an incident by the platform; the last measurements stay', async () => {
    await beat();
    expect(await silentFor(2 * heartbeatSeconds)).toBe(0);
    expect(await silentFor(3 * heartbeatSeconds + 1)).toBe(1);
    expect(await healthNow()).toEqual({ health: 'unknown', reasons: ['agent_silent'], awaited: false });
    expect(await incidents()).toMatchObject([{ signal: 'agent_silent', severity: 'important', closed: false }]);
    expect(await ledger()).toEqual(['incident.opened by platform']);
  });

  it('D56 opens one incident however often and by however many servers it is looked for', async () => {
    await beat();
    await silentFor(3 * heartbeatSeconds + 1);
    const again = await Promise.all([silentFor(10 * heartbeatSeconds), silentFor(10 * heartbeatSeconds)]);
    expect(again).toEqual([0, 0]);
    expect(await incidents()).toHaveLength(1);
  });

  it('D56 is heard again: the incident closes, and health follows what it measures', async () => {
    await beat();
    await silentFor(3 * heartbeatSeconds + 1);
    await beat();
    expect(await incidents()).toMatchObject([{ signal: 'agent_silent', closed: true }]);
    expect(await healthNow()).toMatchObject({ health: 'healthy', awaited: true });
  });

  it('D54 notices an agent that enrolled and never reported', async () => {
    expect(await silentFor(3 * heartbeatSeconds + 1)).toBe(1);
    expect(await incidents()).toMatchObject([{ signal: 'agent_silent' }]);
  });

  it('D54 leaves other incidents of the room open: nobody knows that they are over', async () => {
    await beat(measured({ cameras: 'not_present' }));
    await silentFor(3 * heartbeatSeconds + 1);
    expect((await incidents()).map(({ signal, closed }) => [signal, closed])).toEqual([
      ['no_camera', false],
      ['agent_silent', false],
    ]);
  });

  it('D56 is found by the watch that every server keeps, which ends when it is stopped', async () => {
    await silentFor(2 * heartbeatSeconds);
    await tenants.asAdmin(`update room_health set last_seen_at = now() - interval '1 hour' where room_id = $1`, [room]);
    const logged: string[] = [];
    await new Promise<void>((heard) => {
      const watch = startHealthWatch(
        tenants.db,
        {
          heartbeatSeconds: 30,
          onSignals: async (...found) => {
            await applySignals(...found);
            void watch.stop().then(heard);
          },
        },
        (line) => logged.push(line),
      );
    });
    expect(await incidents()).toMatchObject([{ signal: 'agent_silent', closed: false }]);
    expect(logged).toEqual([]);
  });

  it('D54 says nothing about rooms when no server had been listening', async () => {
    await beat();
    await tenants.asAdmin(`update room_health set last_seen_at = now() - interval '1 hour' where room_id = $1`, [room]);
    await tenants.asAdmin(
      `insert into platform.health_watch default values on conflict (one) do update set listening_since = now() - interval '2 hours', swept_at = now() - interval '1 hour'`,
    );
    expect(await sweepSilentRooms(tenants.db, { heartbeatSeconds: 30, onSignals: applySignals })).toBe(0);
    expect(await incidents()).toEqual([]);
  });
});
