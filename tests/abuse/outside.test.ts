import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smallWorld } from '../routes/small-world.ts';
import { type RunningServer, startServer } from '../support/server.ts';

let server: RunningServer;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'keyholder-world-'));
  const file = join(folder, 'world.json');
  writeFileSync(file, JSON.stringify(smallWorld));
  server = await startServer(['--world', file]);
});
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const tokenOf = (alias: string): string => server.demo.people.find((person) => person.alias === alias)?.token ?? '';
const get = (path: string, token?: string): Promise<Response> =>
  fetch(`${server.url}${path}`, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } });
const manifest: { dependencies: Record<string, string> } = JSON.parse(
  readFileSync(new URL('../../packages/server/package.json', import.meta.url), 'utf8'),
);

describe('without any credential', () => {
  it('A13 what operators look at names no version, no library, no organization and no address', async () => {
    const versions = Object.values(manifest.dependencies).filter((version) => /^\d+\.\d+\.\d+$/.test(version));
    const told = [...versions, process.version, ...Object.keys(server.demo.ids), ...Object.values(server.demo.ids)].filter((word) =>
      /[._]/.test(word),
    );
    for (const path of ['/healthz', '/readyz', '/api/v1/openapi.json']) {
      const answer = await get(path);
      const text = `${await answer.text()} ${JSON.stringify([...answer.headers])}`;
      expect([path, answer.status, told.filter((word) => text.includes(word))]).toEqual([path, 200, []]);
      expect([path, /@[a-z]+\.example\b/.test(path.endsWith('.json') ? '' : text)]).toEqual([path, false]);
      expect([...answer.headers.keys()].filter((name) => ['server', 'x-powered-by'].includes(name))).toEqual([]);
    }
  });

  it('A13 the metrics are not there, to nobody and to whoever is no operator, and are to the operator', async () => {
    const found = [await get('/metrics'), await get('/metrics', tokenOf('alpha.ga')), await get('/metrics', 'x')];
    expect(found.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect((await get('/metrics', tokenOf('ops.operator'))).status).toBe(200);
  });
});

describe('an event stream', () => {
  it('A14 tells nothing of what happens outside its reader’s reach, not even by a number', async () => {
    const stop = new AbortController();
    const answer = await fetch(`${server.url}/api/v1/events`, {
      headers: { authorization: `Bearer ${tokenOf('gamma.technician')}`, 'last-event-id': '12' },
      signal: stop.signal,
    });
    const reader = answer.body?.getReader();
    if (answer.status !== 200 || reader === undefined) throw new Error(`the stream was answered ${answer.status}`);
    const decoder = new TextDecoder();
    let told = '';
    /** Waits for so many events to have come whole; between them the stream may say that it is still there. */
    const events = async (many: number): Promise<string[]> => {
      for (;;) {
        const whole = told
          .split('\n\n')
          .slice(0, -1)
          .filter((one) => one.startsWith('event:'));
        if (whole.length >= many) return whole;
        const { value, done } = await reader.read();
        if (done) throw new Error(`the stream ended after ${told}`);
        told += decoder.decode(value, { stream: true });
      }
    };
    await events(1);
    // strangers change who has access among themselves, then the partner's own access ends: the next thing said is about the latter
    await setActive('beta.msa', 'beta', 'beta.msa', false);
    await setActive('alpha.msa', 'alpha', 'alpha.leaver', false);
    const terms = await (await get('/api/v1/terms', tokenOf('alpha.msa'))).text();
    expect(terms).toContain('version');
    await removePartner();
    const [first, second, ...more] = await events(2);
    stop.abort();
    const gone = server.demo.ids['alpha'] ?? '';
    expect(first).toContain(gone);
    expect(second).not.toContain(gone);
    expect(told).not.toMatch(/^id:/m);
    expect(told).not.toContain(server.demo.ids['beta']);
    expect(more).toEqual([]);
  });
});

async function setActive(by: string, organization: string, person: string, active: boolean): Promise<void> {
  const path = `/api/v1/organizations/${server.demo.ids[organization]}/users/${server.demo.ids[person]}`;
  const found = await get(path, tokenOf(by));
  const version = /"version":(\d+)/.exec(await found.text())?.[1] ?? '1';
  await fetch(`${server.url}${path}`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${tokenOf(by)}`, 'content-type': 'application/json', 'if-match': `"${version}"` },
    body: JSON.stringify({ active }),
  });
}

async function removePartner(): Promise<void> {
  const path = `${server.url}/api/v1/customers/${server.demo.ids['alpha']}/partners/${server.demo.ids['gamma']}`;
  const headers = { authorization: `Bearer ${tokenOf('alpha.ga')}` };
  const rehearsed: { rehearsal: string } = JSON.parse(await (await fetch(`${path}?rehearse=true`, { method: 'DELETE', headers })).text());
  const ended = await fetch(path, { method: 'DELETE', headers: { ...headers, 'keyholder-rehearsal': rehearsed.rehearsal } });
  expect(ended.status).toBe(200);
}
