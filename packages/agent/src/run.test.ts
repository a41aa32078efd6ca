import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished, expect, test } from 'vitest';
import { logTo } from './log.ts';
import { machine, plainKernel, says, thisVm } from './measure/machines.fixture.ts';
import { movedClock } from './moved-clock.fixture.ts';
import { credential, key, playedServer, replies, type Reply } from './played-server.fixture.ts';
import { run } from './run.ts';

const machineId = 'b08dfa6083e7567a1921a715000001fb';

/** An agent in a folder of its own, a server that plays the replies, and a clock that stands still. */
async function room(script: Reply[]) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'keyholder-agent-'));
  const keyFile = path.join(folder, 'room.key');
  await writeFile(keyFile, `${key}\n`, { mode: 0o600 });
  const server = await playedServer(script);
  const clock = movedClock();
  const stopping = new AbortController();
  const lines: string[] = [];
  onTestFinished(async () => {
    stopping.abort();
    await server.close();
    await rm(folder, { recursive: true });
  });
  const start = (
    given: { tries?: 'once' | 'for ever'; server?: URL | undefined; keyFile?: string | undefined; state?: string; intervalMs?: number } = {},
  ) =>
    run(
      {
        server: 'server' in given ? given.server : server.url,
        keyFile: 'keyFile' in given ? given.keyFile : keyFile,
        stateFolder: given.state,
        intervalMs: given.intervalMs,
      },
      given.tries ?? 'for ever',
      {
        source: machine({ tree: { ...plainKernel, '/etc/machine-id': machineId }, system: thisVm }),
        clock,
        random: () => 0,
        log: logTo((line) => lines.push(line), clock.now),
        stop: stopping.signal,
        environmentKey: undefined,
      },
    );
  const events = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>); // each line is one JSON object
  return { folder, keyFile, server, clock, stopping, lines, events, start, stateFile: path.join(folder, 'keyholder-agent.json') };
}

/** The pauses of the agent, not the time limits of its probes (10 s, 5 s) and requests (15 s). */
const pause = (ms: number) => ![5000, 10_000, 15_000].includes(ms);

test('D54 enrols with the key, then reports with a credential of its own', async () => {
  const { server, start, stateFile, lines } = await room([replies.enrolled, replies.taken]);
  expect(await start({ tries: 'once' })).toBe(0);
  const [enrolment, heartbeat] = server.heard;
  expect(enrolment).toMatchObject({
    path: 'POST /agent/v1/enrol',
    headers: { authorization: `Bearer ${key}` },
    body: {
      attempt: expect.stringMatching(/^[\w-]{43}$/),
      machine: { identity: expect.stringMatching(/^[0-9a-f]{64}$/), platform: 'linux', osName: 'Debian GNU/Linux' },
    },
  });
  expect(heartbeat).toMatchObject({
    path: 'POST /agent/v1/heartbeat',
    headers: { authorization: `Bearer ${credential}` },
    body: {
      run: expect.stringMatching(/^[\w-]{22}$/),
      sequence: 1,
      sentAt: '2031-01-01T00:00:00.000Z',
      measurements: { cameras: { state: 'not_present' }, cpu: { state: 'present' } },
    },
  });
  expect((await stat(stateFile)).mode & 0o777).toBe(0o600);
  const secrets = [key, credential, String(enrolment?.body['attempt']), machineId];
  for (const secret of secrets) expect(lines.join('')).not.toContain(secret);
  expect(server.heard.map(({ raw }) => raw).join('')).not.toMatch(new RegExp(`${machineId}|meeting-room-7`));
});

test('D54 a second start reports at once, without the key', async () => {
  const { server, start, folder } = await room([replies.enrolled, replies.taken]);
  await start({ tries: 'once' });
  expect(await start({ tries: 'once', keyFile: undefined, state: folder, server: undefined })).toBe(0);
  expect(server.heard.map(({ path: at }) => at.split('/').at(-1))).toEqual(['enrol', 'heartbeat', 'heartbeat']);
  expect(server.heard[1]?.body['run']).not.toBe(server.heard[2]?.body['run']);
});

test('A104 a refused key ends the agent with 3, a room that is enrolled with 4, anything else for good with 7', async () => {
  for (const [status, exit] of [
    [401, 3],
    [409, 4],
    [404, 7],
    [422, 7],
  ] as const) {
    const { start, server } = await room([{ status }]);
    expect(await start()).toBe(exit);
    expect(server.heard).toHaveLength(1);
  }
});

test('A104 an enrolment whose answer got lost is tried again as the same attempt, also after a restart', async () => {
  const { start, server, clock, stopping } = await room(['hang up', 'hang up', replies.enrolled, replies.taken]);
  expect(await start({ tries: 'once' })).toBe(6);
  const running = start();
  expect(await clock.passSleepOf(pause)).toBe(500);
  await clock.passSleepOf((ms) => ms === 25_500 || pause(ms));
  expect(new Set(server.heard.slice(0, 3).map(({ body }) => body['attempt'])).size).toBe(1);
  expect(server.heard[3]?.path).toBe('POST /agent/v1/heartbeat');
  stopping.abort();
  expect(await running).toBe(0);
});

test('D54 the server ends the credential: the agent stops with 5 and says why; a new key enrols anew', async () => {
  const { start, events, keyFile, server, stateFile } = await room([replies.enrolled, replies.ended, replies.ended, replies.enrolled, replies.taken]);
  expect(await start()).toBe(5);
  expect(events().at(-1)).toMatchObject({
    level: 'error',
    event: 'heartbeat.failed',
    status: 401,
    message: expect.stringContaining('new enrolment key'),
  });
  expect(await start()).toBe(5);
  await writeFile(keyFile, key.replace('k1', 'k2'));
  expect(await start({ tries: 'once' })).toBe(0);
  expect(server.heard.map(({ path: at }) => at.split('/').at(-1))).toEqual(['enrol', 'heartbeat', 'heartbeat', 'enrol', 'heartbeat']);
  expect(server.heard[3]?.body['attempt']).not.toBe(server.heard[0]?.body['attempt']);
  expect(JSON.parse(await readFile(stateFile, 'utf8'))).toMatchObject({ enrolled: { room: 'room_1' } });
});

test('D54 counts its heartbeats, keeps the pause of the server, and stops cleanly while it waits', async () => {
  const { start, server, clock, stopping } = await room([replies.enrolled, replies.taken]);
  const running = start();
  for (let beat = 1; beat <= 3; beat += 1) expect(await clock.passSleepOf(pause)).toBe(30_000);
  await clock.passSleepOf(pause);
  stopping.abort();
  expect(await running).toBe(0);
  expect(server.heard.slice(1, 5).map(({ body }) => body['sequence'])).toEqual([1, 2, 3, 4]);
  expect(new Set(server.heard.slice(1).map(({ body }) => body['run'])).size).toBe(1);
});

test('an interval of its own can only make the pause shorter', async () => {
  for (const [intervalMs, expected] of [
    [7000, 7000],
    [90_000, 30_000],
  ] as const) {
    const { start, clock, stopping } = await room([replies.enrolled, replies.taken]);
    const running = start({ intervalMs });
    expect(await clock.passSleepOf(pause)).toBe(expected);
    stopping.abort();
    await running;
  }
});

test('backs off while the server cannot be reached, honours Retry-After, and goes on with fresh news', async () => {
  const failing: Reply[] = [
    'hang up',
    { status: 500, raw: '<html>' },
    { status: 200, raw: 'no JSON' },
    { status: 302, headers: { location: 'http://203.0.113.1/' } },
    { status: 422, body: { code: 'invalid_value' } },
    { status: 429, headers: { 'retry-after': '77' } },
    { status: 503, headers: { 'retry-after': 'Wed, 01 Jan 2031 01:00:00 GMT' } },
  ];
  const { start, clock, server, stopping, events } = await room([replies.enrolled, ...failing, replies.taken]);
  const running = start();
  const pauses: number[] = [];
  for (const _ of failing) pauses.push(await clock.passSleepOf(pause));
  const halves = [500, 1000, 2000, 4000, 8000]; // half of 1 s · 2^n: the other half is chance
  expect(pauses.slice(0, 6)).toEqual([...halves, 77_000]);
  expect(pauses[6]).toBe(3_600_000 - halves.reduce((sum, ms) => sum + ms, 77_000)); // until that date
  await clock.passSleepOf(pause);
  expect(server.heard[8]?.body['sequence']).toBe(8);
  expect(new Set(server.heard.slice(1).map(({ body }) => body['sentAt'])).size).toBe(server.heard.length - 1);
  const told = events().filter(({ event }) => event === 'heartbeat.failed');
  expect(told.map(({ status, code }) => [status, code])).toContainEqual([422, 'invalid_value']);
  expect(events().filter(({ event }) => event === 'heartbeat.accepted')).toMatchObject([{ failures: 7 }]);
  stopping.abort();
  expect(await running).toBe(0);
});

test('a server that never answers is given up after 15 s, and a stop does not wait for it', async () => {
  const { start, clock, stopping, events, server } = await room([replies.enrolled, 'silence']);
  const running = start();
  const until = async (requests: number) => {
    while (server.heard.length < requests) await clock.pass(0);
  };
  await until(2);
  await clock.passSleepOf((ms) => ms === 15_000);
  await clock.passSleepOf(pause);
  expect(events().at(-1)).toMatchObject({ event: 'heartbeat.failed', message: 'no answer within 15 s' });
  await until(3);
  stopping.abort();
  expect(await running).toBe(0);
});

test('an answer of a gigabyte is not read to its end', async () => {
  const { start, events } = await room([replies.enrolled, { status: 200, raw: `{"heartbeatSeconds":30,"x":"${'x'.repeat(70_000)}"}` }]);
  expect(await start({ tries: 'once' })).toBe(6);
  expect(events().at(-1)).toMatchObject({ message: 'the answer is not JSON, or too large' });
});

test('a redirect is not followed: neither credential nor measurements reach its target', async () => {
  const target = await room([replies.taken]);
  const moved = { status: 307, headers: { location: new URL('agent/v1/heartbeat', target.server.url).href } };
  const { start, events } = await room([replies.enrolled, moved]);
  expect(await start({ tries: 'once' })).toBe(6);
  expect(target.server.heard).toEqual([]);
  expect(events().at(-1)).toMatchObject({ status: 307, message: expect.stringContaining('redirects') });
});

test('a credential is never sent to another server than the one that gave it', async () => {
  const { start, server } = await room([replies.enrolled, replies.taken]);
  const other = await room([replies.taken]);
  await start({ tries: 'once' });
  expect(await start({ server: other.server.url })).toBe(2);
  expect([server.heard.length, other.server.heard.length]).toEqual([2, 0]);
});

test.each<[string, (at: { folder: string; keyFile: string; stateFile: string }) => Promise<void>]>([
  ['is missing', ({ keyFile }) => rm(keyFile)],
  ['holds something else', ({ keyFile }) => writeFile(keyFile, 'password\n')],
  ['has two lines', ({ keyFile }) => writeFile(keyFile, `${key}\n${key}\n`)],
  ['stands beside a broken state file', ({ stateFile }) => writeFile(stateFile, '{"server":')],
  ["stands beside somebody else's file", ({ stateFile }) => writeFile(stateFile, '[]')],
])('a key file that %s ends the agent with 2 and one clear line', async (_, spoil) => {
  const at = await room([replies.enrolled]);
  await spoil(at);
  expect(await at.start()).toBe(2);
  expect(at.events()).toMatchObject([{ event: 'agent.unusable', message: expect.any(String) }]);
  expect(at.lines.join('')).not.toContain('password');
  expect(at.server.heard).toEqual([]);
});

test('a state folder that cannot be written ends the agent with 2 before the key is used up', async () => {
  const { start, server, keyFile } = await room([replies.enrolled]);
  expect(await start({ state: path.join(keyFile, 'folder') })).toBe(2);
  expect(server.heard).toEqual([]);
});

test('a machine that cannot name itself still enrols', async () => {
  const { server, clock, folder, keyFile } = await room([replies.enrolled, replies.taken]);
  const source = machine({ system: { osInfo: () => Promise.reject(new Error('no')), uuid: says(null) }, platform: 'win32' });
  const log = () => undefined;
  const options = { server: server.url, keyFile, stateFolder: folder, intervalMs: undefined };
  expect(await run(options, 'once', { source, clock, random: () => 0, log, stop: new AbortController().signal, environmentKey: undefined })).toBe(0);
  expect(server.heard[0]?.body['machine']).toMatchObject({ identity: null, osName: null, platform: 'win32' });
});
