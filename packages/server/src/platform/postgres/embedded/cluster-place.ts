import { createHash } from 'node:crypto';
import { chownSync, lstatSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { StartRefused } from '../start-refused.ts';
import { mayPassThrough, type ClusterAccount } from './cluster-account.ts';

/** `base` holds `pg` (the cluster), `run` (the socket) and, when it must be, a copy of the programs. */
export type ClusterPlace = { base: string; cluster: string; run: string };

/**
 * Inside the data folder; when one of its parents is closed to the database's user, in `/var/tmp` instead, in a folder
 * that belongs to that user alone.
 *
 * @throws StartRefused when somebody else made that folder
 */
export function clusterPlace(dataDir: string, account: ClusterAccount, log: (line: string) => void): ClusterPlace {
  if (mayPassThrough(account, dataDir)) return makePlace(dataDir, account);

  const hash = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  const base = `/var/tmp/keyholder-${hash}`;
  makeOwned(base, account);
  log(`a parent of \`${dataDir}\` is closed to user ${account.uid}, so the database's files are in \`${base}\``);
  return makePlace(base, account);
}

function makePlace(base: string, account: ClusterAccount): ClusterPlace {
  const run = join(base, 'run');
  makeOwned(run, account);
  return { base, cluster: join(base, 'pg'), run };
}

/** Mode 0700, of the account; one that is there already is taken only if it is just that, and no link. */
export function makeOwned(folder: string, account: ClusterAccount): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
    if (account.switched) chownSync(folder, account.uid, account.gid);
    return;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  if (process.platform === 'win32') return;
  const found = lstatSync(folder);
  if (account.switched && found.isDirectory() && found.uid === process.getuid?.()) {
    chownSync(folder, account.uid, account.gid); // killed between the two calls above
    return;
  }
  if (!found.isDirectory() || found.uid !== account.uid || (found.mode & 0o777) !== 0o700) {
    throw new StartRefused(`\`${folder}\` is not a folder of user ${account.uid} with mode 0700: remove it`);
  }
}
