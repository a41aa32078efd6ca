import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { key, playedServer, replies, type Reply } from './played-server.fixture.ts';

const packageFolder = path.join(import.meta.dirname, '..');
let folder: string;
let bundle: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'keyholder-agent-'));
  bundle = path.join(folder, 'agent.mjs');
  await promisify(execFile)(process.execPath, [path.join(packageFolder, 'build.mjs'), bundle]);
});
afterAll(() => rm(folder, { recursive: true }));

/** The bundled program as it runs in a room, on this very machine. */
function agent(args: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  const { KEYHOLDER_ENROLMENT_KEY: _, ...inherited } = process.env;
  const child = spawn(process.execPath, [bundle, ...args], { env: { ...inherited, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const log = { text: '' };
  child.stderr.on('data', (chunk) => {
    log.text += String(chunk);
  });
  const ended = Promise.all([once(child, 'close'), text(child.stdout)]).then(([[code], out]) => ({ code, out, log: log.text }));
  const logs = async (part: string) => {
    while (!log.text.includes(part)) await once(child.stderr, 'data');
  };
  return { child, ended, logs };
}

async function server(script: Reply[]) {
  const played = await playedServer(script);
  onTestFinished(played.close);
  return played;
}

test('D54 one bundled file enrols, reports what this machine really is, and ends cleanly on SIGTERM', async () => {
  const keyFile = path.join(folder, 'room.key');
  await writeFile(keyFile, key);
  const played = await server([replies.enrolled, replies.taken]);
  const { child, ended, logs } = agent(['--server', played.url.href, '--key-file', keyFile, '--interval', '3600']);
  await logs('heartbeat.accepted');
  child.kill('SIGTERM');
  const { code, log } = await ended;
  expect(code).toBe(0);
  expect(played.heard[1]?.body['measurements']).toMatchObject({ memory: { state: 'present' }, os: { state: 'present' } });
  expect(log).not.toContain('s'.repeat(40));
});

test('takes the key from the environment', async () => {
  const played = await server([{ status: 401 }]);
  const { ended } = agent(['--server', played.url.href, '--state', path.join(folder, 'by-environment')], { KEYHOLDER_ENROLMENT_KEY: key });
  expect(await ended).toMatchObject({ code: 3, out: '' });
});

test('--print shows all nine measurements and talks to nobody', async () => {
  const { code, out, log } = await agent(['--print']).ended;
  expect([code, log]).toEqual([0, '']);
  expect(Object.keys(JSON.parse(out))).toEqual(['cpu', 'memory', 'disks', 'displays', 'cameras', 'microphones', 'network', 'os', 'uptimeSeconds']);
});

test('wrong arguments end it with 2 and one line', async () => {
  const { code, log } = await agent(['--server', 'http://keyholder.example', '--key-file', 'x']).ended;
  expect(code).toBe(2);
  expect(log.trim().split('\n')).toHaveLength(1);
});
