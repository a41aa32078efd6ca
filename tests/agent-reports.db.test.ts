import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OrganizationId, RoomId } from '@keyholder/contract';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applySignals } from '../packages/server/src/modules/incidents/index.ts';
import { agentServer, newKey, newRoom } from './support/agents.ts';
import { type Tenants, newOrganization, openTenants } from './support/tenants.ts';

let tenants: Tenants;
let app: FastifyInstance;
let folder: string;
let address: string;
let customer: OrganizationId;
let room: RoomId;
beforeAll(async () => {
  tenants = await openTenants();
  folder = await mkdtemp(join(tmpdir(), 'keyholder-agent-'));
  await writeFile(join(folder, 'agent.mjs'), 'export {};\n');
  app = agentServer(tenants.db, applySignals, join(folder, 'agent.mjs'));
  await app.listen({ host: '127.0.0.1', port: 0 });
  address = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`; // it listens on TCP
  customer = await newOrganization(tenants.db, 'Fabrikam');
  room = await newRoom(tenants.db, customer, 'Boardroom');
});
afterAll(async () => {
  await app.close();
  await tenants.close();
  await rm(folder, { recursive: true });
});

/** Runs the agent for one report. @param state where it keeps its credential: another folder is another machine's */
function agent(keyFile: string, state: string): Promise<{ code: number | null; log: string }> {
  const program = join(import.meta.dirname, '../packages/agent/src/main.ts');
  const child = spawn(process.execPath, [program, '--server', address, '--key-file', keyFile, '--state', join(folder, state), '--once'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (log += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, log }));
  });
}

describe('the agent of a room and its server', () => {
  it('D54 enrols this very machine with its key, hears it, and calls nothing healthy that was not measured', async () => {
    const keyFile = join(folder, 'room.key');
    await writeFile(keyFile, `${await newKey(tenants.db, customer, room)}\n`);
    for (const once of ['enrols and reports', 'reports again']) expect(await agent(keyFile, 'first'), once).toMatchObject({ code: 0 });

    const [row] = await tenants.asAdmin('select health, reasons, measurements from room_health where room_id = $1', [room]);
    const { health, reasons, measurements } = row ?? {};
    expect(Object.keys(measurements).sort()).toEqual([
      'cameras',
      'cpu',
      'disks',
      'displays',
      'memory',
      'microphones',
      'network',
      'os',
      'uptimeSeconds',
    ]);
    const states = ['cameras', 'microphones', 'displays', 'disks', 'memory'].map((probe) => measurements[probe].state);
    expect(health === 'healthy').toBe(reasons.length === 0);
    if (states.some((state) => state !== 'present')) expect(health).not.toBe('healthy');

    const incidents = await tenants.asAdmin('select signal from incidents where room_id = $1 and closed_at is null', [room]);
    expect(incidents.map(({ signal }) => signal).sort()).toEqual(reasons.filter((reason: string) => !reason.endsWith('_unknown')).sort());

    expect(await agent(keyFile, 'second'), 'A104: the same key on another machine').toMatchObject({ code: 4 });
    await tenants.asAdmin('update agents set ended_at = now() where room_id = $1', [room]);
    expect(await agent(keyFile, 'first'), 'a credential that ended').toMatchObject({ code: 5 });
  });

  it('hands out the agent with its digest, and says so when it has none', async () => {
    const [file, digest] = await Promise.all([fetch(`${address}/agent/download`), fetch(`${address}/agent/download.sha256`)]);
    expect(await file.text()).toBe('export {};\n');
    expect(file.headers.get('content-disposition')).toBe('attachment; filename="keyholder-agent.mjs"');
    const line = await digest.text();
    expect(line).toMatch(/^[0-9a-f]{64} {2}keyholder-agent\.mjs\n$/);
    expect(file.headers.get('repr-digest')).toBe(`sha-256=:${Buffer.from(line.slice(0, 64), 'hex').toString('base64')}:`);
    await rm(join(folder, 'agent.mjs'));
    expect(await (await fetch(`${address}/agent/download`)).json()).toMatchObject({
      status: 404,
      detail: expect.stringContaining('has not been built'),
    });
  });
});
