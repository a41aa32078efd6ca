import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Figure, alone, median, rounded } from './support/figure.ts';
import { forgetFolder, newDataFolder, startInstance } from './support/instance.ts';

const warmStarts = 5;
/** How long the instance is left alone before its memory is read. */
const restMs = 20_000;

/** From the command to "ready", on an empty data folder and on a used one; and the memory of server, database and agent at rest. */
export async function* startAndRest(): AsyncGenerator<Figure> {
  const dataDir = newDataFolder();
  try {
    const fresh = await startInstance(dataDir);
    await fresh.stop();
    yield { name: 'start.fresh', value: rounded(fresh.readyMs / 1000), unit: 's', ...alone, n: 1, without: 'npm install' };
    const warm: number[] = [];
    for (let n = 1; n < warmStarts; n += 1) {
      const instance = await startInstance(dataDir);
      warm.push(instance.readyMs);
      await instance.stop();
    }
    const last = await startInstance(dataDir);
    warm.push(last.readyMs);
    yield { name: 'start.warm', value: rounded(median(warm) / 1000), unit: 's', ...alone, n: warm.length, max: rounded(Math.max(...warm) / 1000) };
    await sleep(restMs);
    const processes = familyOf(last.pid, dataDir);
    yield {
      name: 'rss.idle',
      value: rounded(processes.reduce((sum, { pss }) => sum + pss, 0) / 1024),
      unit: 'MiB',
      ...alone,
      n: processes.length,
      measure: 'proportional set size',
      server: rounded((processes.find(({ pid }) => pid === last.pid)?.pss ?? 0) / 1024),
    };
    await last.stop();
  } finally {
    forgetFolder(dataDir);
  }
}

/** The server, its children, and the database whose files lie in this folder; memory in KiB, shared pages counted once. */
function familyOf(pid: number, dataDir: string): { pid: number; pss: number }[] {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid=,args='])
    .toString()
    .trim()
    .split('\n')
    .map((line) => {
      const [own = '', parent = '', ...args] = line.trim().split(/\s+/);
      return { pid: Number(own), parent: Number(parent), args: args.join(' ') };
    });
  const family = new Set(rows.filter((row) => row.pid === pid || row.args.includes(dataDir)).map((row) => row.pid));
  for (let before = -1; before !== family.size;) {
    before = family.size;
    for (const row of rows) if (family.has(row.parent)) family.add(row.pid);
  }
  return [...family].map((one) => ({ pid: one, pss: Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${one}/smaps_rollup`, 'utf8'))?.[1] ?? 0) }));
}
