import { closeSync, mkdirSync, openSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { StartRefused } from '../start-refused.ts';
import { processIdentity } from './process-identity.ts';

export type FolderLock = { release(): void };

type Claim = { pid: number; file: string };

/**
 * One server process per data folder.
 *
 * Each process first writes a claim of its own, then looks for others that live; so of two, the later one always sees
 * the earlier. A claim names process id and start time: one left by a killed process counts for nothing, even when its
 * id has been given to another process. Of two that start at the same instant the lower id stays.
 *
 * @throws StartRefused while another process holds the folder
 */
export async function lockFolder(dataDir: string): Promise<FolderLock> {
  const folder = join(dataDir, 'lock');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const own = join(folder, `${process.pid}-${processIdentity(process.pid)}`);
  writeClaim(own, dataDir);

  for (let attempt = 0; ; attempt += 1) {
    const other = livingClaims(folder).find((claim) => claim.file !== own);
    if (!other) return { release: () => rmSync(own, { force: true }) };
    if (other.pid < process.pid || attempt === 10) {
      rmSync(own, { force: true });
      throw refusal(dataDir, other.pid);
    }
    await pause(50); // a claimant with a higher id withdraws at once, a holder stays
  }
}

function writeClaim(file: string, dataDir: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') throw refusal(dataDir, process.pid);
    throw error;
  }
}

/** Those whose process lives; the others are cleared away. */
function livingClaims(folder: string): Claim[] {
  return readdirSync(folder).flatMap((name) => {
    const file = join(folder, name);
    const pid = Number.parseInt(name, 10);
    if (name === `${pid}-${processIdentity(pid)}`) return [{ pid, file }];
    rmSync(file, { force: true });
    return [];
  });
}

function refusal(dataDir: string, pid: number): StartRefused {
  return new StartRefused(`the data folder \`${dataDir}\` is in use by another Keyholder server (process ${pid})`);
}
