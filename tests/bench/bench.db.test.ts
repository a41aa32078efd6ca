import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkInProcess } from '../../bench/check-inprocess.ts';
import { growth } from '../../bench/growth.ts';
import { listPages } from '../../bench/list-pages.ts';
import { roomMarks } from '../../bench/room-marks.ts';
import type { Figure } from '../../bench/support/figure.ts';
import type { BenchWorld } from '../../bench/support/world.ts';
import { generateWorld } from '../../tools/world/generate-world.ts';
import { small } from '../../tools/world/shape.ts';
import { type TestDatabase, createTestDatabase } from '../support/postgres.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'keyholder-bench-'));
let database: TestDatabase;
let open: () => Promise<BenchWorld>;

beforeAll(async () => {
  database = await createTestDatabase();
  const { appUrl, adminUrl } = database;
  await generateWorld({ ...small, old: true }, { appUrl, adminUrl, peopleFile: join(dataDir, 'demo.json') }, () => undefined);
  open = () => Promise.resolve({ appUrl, adminUrl, dataDir, stop: () => Promise.resolve() });
});
afterAll(async () => {
  await database.drop();
  rmSync(dataDir, { recursive: true });
});

async function figuresOf(run: AsyncIterable<Figure>): Promise<Figure[]> {
  const figures: Figure[] = [];
  for await (const figure of run) figures.push(figure);
  return figures;
}

describe('the benchmarks, at their smallest', () => {
  it('D22 D23 D36 find five other engines of one mind with decide, then time each', async () => {
    const figures = await figuresOf(checkInProcess({ questions: 3000, rooms: 30, rounds: 1, each: 5, peerCustomers: 10, timed: 1000 }, open));
    expect(figures.map(({ peer }) => peer)).toEqual(['CASL tuned', 'CASL cached', 'node-casbin', 'Cedar-wasm', 'PostgreSQL']);
    for (const { name, value, peerValue, ratio, allowed } of figures) {
      expect(name).toBe('check.inprocess');
      for (const figure of [value, peerValue, ratio]) expect(figure).toBeGreaterThan(0);
      expect(allowed).toBeGreaterThan(0.1);
      expect(allowed).toBeLessThan(0.9);
    }
  });

  it('D46 list what a plain join lists, then time both', async () => {
    const figures = await figuresOf(listPages({ times: 2, slow: 1, patience: 20_000 }, open));
    expect(figures.map(({ name }) => name)).toEqual(['list.incidents', 'list.incidents.old', 'list.rooms']);
    for (const { value, checks, checkMs } of figures) for (const figure of [value, checks, checkMs]) expect(figure).toBeGreaterThan(0);
  });

  it('D22 fit how decisions, pages and changes of access grow, over worlds of their own', async () => {
    const sizes = { customers: [2, 3, 4], rooms: [10, 20, 30], atoms: [5, 10, 20], nesting: [2, 3, 4], times: 1 };
    const figures = await figuresOf(growth(sizes, () => Promise.resolve(() => Promise.resolve())));
    expect(figures.map(({ name }) => name)).toEqual(
      ['customers', 'rooms', 'atoms', 'nesting'].flatMap((by) => ['decision', 'list', 'change'].map((what) => `growth.${what}.${by}`)),
    );
    for (const { value, n } of figures) expect([Number.isFinite(value), n]).toEqual([true, 3]);
  });

  it('D45 tell what marks cost whoever writes, beside the same without them', async () => {
    const figures = await figuresOf(roomMarks({ rooms: 20, rounds: 1, changes: 5 }, () => Promise.resolve(() => Promise.resolve())));
    expect(figures.map(({ name, each }) => [name, each])).toEqual([
      ['marks.import', 20],
      ['marks.health', 5],
    ]);
    for (const { value, peerValue, own, without } of figures) {
      expect([value, peerValue].every((ms) => Number(ms) > 0)).toBe(true);
      expect(own).not.toEqual(without);
    }
  });
});
