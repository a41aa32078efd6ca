import { existsSync, readFileSync } from 'node:fs';
import type { Tenants } from '../../tests/support/tenants.ts';

/** What the connections of the server to one database have cost since they were opened; ticks of 10 ms, by process. */
type Reading = { ticks: ReadonlyMap<number, number>; wal: number };

/** What something costs: the clock on the wall, the processor time of PostgreSQL (0 where there is no /proc), what is written to its log. */
export type Work = { ms: number; cpuMs: number; walBytes: number };

/** Nothing else may write to the same database server meanwhile. */
export async function workOf({ asAdmin }: Tenants, work: () => Promise<unknown>): Promise<Work> {
  const before = await reading(asAdmin);
  const from = performance.now();
  await work();
  const ms = performance.now() - from;
  const after = await reading(asAdmin);
  const ticks = [...after.ticks].reduce((sum, [pid, now]) => sum + now - (before.ticks.get(pid) ?? 0), 0);
  return { ms, cpuMs: ticks * 10, walBytes: after.wal - before.wal };
}

async function reading(asAdmin: Tenants['asAdmin']): Promise<Reading> {
  const rows = await asAdmin<{ pid: number; wal: number }>(
    `select pid, pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::float8 as wal from pg_stat_activity
     where datname = current_database() and usename = 'keyholder_app'`,
  );
  return { ticks: new Map(rows.map(({ pid }) => [pid, ticksOf(pid)])), wal: rows[0]?.wal ?? 0 };
}

/** User and system time: the 14th and 15th field of proc(5), counted behind the name, which may hold spaces. */
function ticksOf(pid: number): number {
  const path = `/proc/${pid}/stat`;
  if (!existsSync(path)) return 0;
  const fields = readFileSync(path, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return Number(fields[11]) + Number(fields[12]);
}
