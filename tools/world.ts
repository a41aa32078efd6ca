// Generates a synthetic world: `npm run world -- --customers 1000 --rooms 1000 --partners 200 --users 10000 --seed 1`.
// Into the embedded database of a data folder (--data), which is kept and found again by its shape; or into the empty
// database of DATABASE_URL, whose login has to be a superuser's (--data then holds demo.json only).
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { migrate } from '../packages/server/src/platform/postgres/migrate.ts';
import { keptWorld } from './world/kept-world.ts';
import { generateWorld } from './world/generate-world.ts';
import { type Shape, large } from './world/shape.ts';

const number = { type: 'string' } as const;
const { values } = parseArgs({
  options: {
    customers: number,
    rooms: number,
    partners: number,
    users: number,
    delegations: number,
    incidents: number,
    seed: number,
    old: { type: 'boolean', default: false },
    data: { type: 'string' },
  },
});

const shape: Shape = { ...large, old: values.old };
for (const key of ['customers', 'rooms', 'partners', 'users', 'delegations', 'incidents', 'seed'] as const) {
  const given = values[key];
  if (given === undefined) continue;
  if (!/^\d{1,9}$/.test(given)) fail(`--${key} takes a whole number, not \`${given}\``);
  shape[key] = Number(given);
}
if (shape.customers < 1 || shape.partners < 1) fail('a world has at least one customer and one partner');

const log = (line: string): void => void process.stderr.write(`${line}\n`);
const url = process.env['DATABASE_URL'];
const from = performance.now();
if (url === undefined) {
  const world = await keptWorld(shape, { log, ...(values.data === undefined ? {} : { dataDir: values.data }) });
  await world.stop();
  say({ dataDir: world.dataDir, fresh: world.fresh });
} else {
  const dataDir = values.data ?? fail('with DATABASE_URL, --data names the folder for demo.json');
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  await migrate({ ownerUrl: url, appLogin: decodeURIComponent(new URL(url).username), log });
  const { rows } = await generateWorld(shape, { appUrl: url, adminUrl: url, peopleFile: join(dataDir, 'demo.json') }, log);
  say({ dataDir, rows });
}

function say(what: object): void {
  process.stdout.write(`${JSON.stringify({ ...shape, ...what, seconds: Math.round((performance.now() - from) / 1000) })}\n`);
}

function fail(line: string): never {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}
