import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmbedded, type EmbeddedDatabase } from './start-embedded.ts';

let dataDir: string;
let lines: string[];
/** What a test leaves running; stopped after it. */
let running: { stop(): Promise<void> }[];

beforeEach(() => {
  dataDir = join(mkdtempSync(join(tmpdir(), 'keyholder-embedded-')), 'data');
  chmodSync(join(dataDir, '..'), 0o711);
  lines = [];
  running = [];
});
afterEach(async () => {
  for (const one of running) await one.stop();
  rmSync(join(dataDir, '..'), { recursive: true, force: true });
});

describe('the embedded database', () => {
  it('keeps its data from one start to the next, and all it has is closed to others', async () => {
    const first = await start();
    await query(first.ownerUrl, 'create table kept as select 42 as answer');
    await first.stop();
    const second = await start();
    expect(await query(second.ownerUrl, 'select answer from kept')).toEqual([{ answer: 42 }]);
    expect(statSync(dataDir).mode & 0o066).toBe(0);
    expect(statSync(join(dataDir, 'database.json')).mode & 0o777).toBe(0o600);
  });

  it('is durable, checks its pages and sorts by code point', async () => {
    const { adminUrl } = await start();
    const settings = await query(
      adminUrl,
      `select current_setting('fsync') as fsync, current_setting('data_checksums') as sums,
      (select datlocprovider = 'b' and datlocale = 'C.UTF-8' from pg_database where datname = 'keyholder') as builtin`,
    );
    expect(settings).toEqual([{ fsync: 'on', sums: 'on', builtin: true }]);
  });

  it('gives the server a login that is neither superuser nor bypasses row security nor may create anything', async () => {
    const { appUrl } = await start();
    const [login] = await query(
      appUrl,
      `select rolname, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb as strong,
      has_database_privilege(current_database(), 'create') or has_schema_privilege('public', 'create') as creates
      from pg_roles where rolname = current_user`,
    );
    expect(login).toEqual({ rolname: 'keyholder_app', strong: false, creates: false });
  });

  it('lets nobody in without the password', async () => {
    const { appUrl } = await start();
    const url = new URL(appUrl);
    url.password = 'guess';
    await expect(query(url.href, 'select 1')).rejects.toThrow('password authentication failed');
  });

  it('is started again, at the same place, when it is killed', async () => {
    const database = await start();
    const killed = database.pid();
    process.kill(killed, 'SIGKILL');
    await expect.poll(() => database.pid(), { timeout: 240_000 }).not.toBe(killed);
    expect(await query(database.appUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(lines).toEqual([`the embedded database (process ${killed}) has ended and is started again`]);
  });

  it('starts though the process id in its old lock now belongs to another program', async () => {
    await (await start()).stop();
    writeFileSync(join(dataDir, 'pg/postmaster.pid'), `${process.ppid}\n${dataDir}/pg\n1\n5432\n\n\n0 0\nready\n`);
    const database = await start();
    expect(await query(database.appUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('listens on the loopback when the path of its socket would be too long', async () => {
    dataDir = join(dataDir, '..', 'long'.repeat(25));
    const { appUrl } = await start();
    expect(new URL(appUrl).host).toMatch(/^127\.0\.0\.1:\d+$/);
    expect(await query(appUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  });
});

describe('a second process on the data folder', () => {
  it('is refused in one line while the first lives, and the first is unharmed', async () => {
    const first = await startOther();
    await expect(start()).rejects.toThrow(`the data folder \`${dataDir}\` is in use by another Keyholder server (process ${first.process.pid})`);
    expect(await query(first.appUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('takes over the database of a first one that was killed, with all that was committed', async () => {
    const first = await startOther();
    await query(first.ownerUrl, 'create table kept as select 42 as answer');
    await kill(first.process);
    const postmaster = Number.parseInt(readFileSync(join(dataDir, 'pg/postmaster.pid'), 'utf8'), 10);
    const second = await start();
    expect(lines).toEqual([`the embedded database was still running (process ${postmaster}) and is taken over`]);
    expect(await query(second.ownerUrl, 'select answer from kept')).toEqual([{ answer: 42 }]);
    await second.stop();
    await (await start()).stop();
  });

  it('recovers when server and database were killed together', async () => {
    const first = await startOther();
    await query(first.ownerUrl, 'create table kept as select 42 as answer');
    await kill(first.process);
    process.kill(Number.parseInt(readFileSync(join(dataDir, 'pg/postmaster.pid'), 'utf8'), 10), 'SIGKILL');
    const second = await start();
    expect(await query(second.ownerUrl, 'select answer from kept')).toEqual([{ answer: 42 }]);
  });

  it('is let in when the lock is of a process whose id was given to another one', async () => {
    mkdirSync(join(dataDir, 'lock'), { recursive: true, mode: 0o700 });
    chmodSync(dataDir, 0o700);
    writeFileSync(join(dataDir, 'lock', `${process.ppid}-00000000_1`), '');
    await expect(start()).resolves.toBeDefined();
  });
});

describe('a data folder', () => {
  it('is refused when others may list what is in it', async () => {
    mkdirSync(dataDir);
    writeFileSync(join(dataDir, 'something'), '');
    chmodSync(dataDir, 0o755);
    await expect(start()).rejects.toThrow(`others may read or list the data folder \`${dataDir}\`: chmod go-rw it first`);
  });

  it('is closed and taken when it is empty', async () => {
    mkdirSync(dataDir);
    chmodSync(dataDir, 0o755);
    await start();
    expect(statSync(dataDir).mode & 0o066).toBe(0);
  });

  it('is refused when it is a file', async () => {
    writeFileSync(dataDir, '');
    await expect(start()).rejects.toThrow(`the data folder \`${dataDir}\` is not a folder`);
  });

  it('is refused when its database is gone, and no empty one takes its place', async () => {
    await (await start()).stop();
    rmSync(join(dataDir, 'pg'), { recursive: true });
    await expect(start()).rejects.toThrow(`is not at \`${dataDir}/pg\`: bring it back`);
  });

  it('is refused when its passwords are damaged', async () => {
    await (await start()).stop();
    writeFileSync(join(dataDir, 'database.json'), '{');
    await expect(start()).rejects.toThrow(`\`${dataDir}/database.json\` does not hold the database's passwords`);
  });
});

// Only root can see this: for anybody else the database runs as the same user.
if (process.getuid?.() === 0) {
  it('as root runs as another user, below /var/tmp when that user cannot reach the data folder, and says so', async () => {
    chmodSync(join(dataDir, '..'), 0o700);
    const database = await start();
    const [place] = await query(database.adminUrl, `select current_setting('data_directory') as folder`);
    const base = String(place?.['folder']).replace(/\/pg$/, '');
    running.push({ stop: async () => rmSync(base, { recursive: true }) });
    expect(base).toMatch(/^\/var\/tmp\/keyholder-[0-9a-f]{16}$/);
    expect({ owner: statSync(base).uid, mode: statSync(base).mode & 0o777 }).toEqual({ owner: 65534, mode: 0o700 });
    expect(lines).toEqual([`a parent of \`${dataDir}\` is closed to user 65534, so the database's files are in \`${base}\``]);
  });
}

async function start(): Promise<EmbeddedDatabase> {
  const database = await startEmbedded({ dataDir, log: (line) => lines.push(line) });
  running.push(database);
  return database;
}

/** The same in a process of its own. */
async function startOther(): Promise<{ process: ChildProcess; appUrl: string; ownerUrl: string }> {
  const module = new URL('start-embedded.ts', import.meta.url).href;
  const program = `
    const { startEmbedded } = await import(${JSON.stringify(module)});
    const { appUrl, ownerUrl, stop } = await startEmbedded({ dataDir: ${JSON.stringify(dataDir)}, log() {} });
    process.on('SIGTERM', async () => { await stop(); process.exit(0); });
    console.log(JSON.stringify({ appUrl, ownerUrl }));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  running.push({ stop: () => end(child, 'SIGTERM') });
  const [line] = await once(createInterface(child.stdout), 'line');
  return { process: child, ...JSON.parse(String(line)) };
}

function kill(child: ChildProcess): Promise<void> {
  return end(child, 'SIGKILL');
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined); // the query reports it
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}
