import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartRefused } from '../start-refused.ts';
import { asAccount, type ClusterAccount } from './cluster-account.ts';
import { makeOwned, type ClusterPlace } from './cluster-place.ts';
import { saveClusterRecord, type ClusterRecord } from './cluster-record.ts';
import type { Programs } from './programs.ts';

type Options = {
  dataDir: string;
  place: ClusterPlace;
  account: ClusterAccount;
  programs: Programs;
  record: ClusterRecord;
};

/**
 * Makes the cluster at the first start, under another name until it is whole.
 *
 * @throws StartRefused when a cluster was made before and is not there now: an empty one would look like lost data
 */
export function initCluster({ dataDir, place, account, programs, record }: Options): void {
  if (existsSync(place.cluster)) return;
  if (record.madeAt !== undefined) {
    throw new StartRefused(`the database of \`${dataDir}\` was made at \`${record.madeAt}\` and is not at \`${place.cluster}\`: bring it back`);
  }
  const unfinished = `${place.cluster}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  makeOwned(unfinished, account);
  runInitdb(programs, unfinished, place, account, record.postgres);
  renameSync(unfinished, place.cluster);
  saveClusterRecord(dataDir, { ...record, madeAt: place.cluster });
}

function runInitdb({ initdb }: Programs, cluster: string, place: ClusterPlace, account: ClusterAccount, password: string): void {
  const passwordFile = join(place.run, 'initial-password');
  rmSync(passwordFile, { force: true });
  writeFileSync(passwordFile, `${password}\n`, { flag: 'wx', mode: 0o600 });
  if (account.switched) chownSync(passwordFile, account.uid, account.gid);
  try {
    const flags = [
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      '--data-checksums',
    ];
    const env = { PATH: process.env['PATH'], LC_ALL: 'C' };
    const made = spawnSync(initdb, ['-D', cluster, ...flags], {
      cwd: place.run,
      env,
      encoding: 'utf8',
      ...asAccount(account),
    });
    if (made.status === 0) return;
    const said = made.stderr
      ?.trim()
      .split('\n')
      .find((line) => line.includes('error:'));
    throw new StartRefused(`cannot create the database: ${said ?? made.error?.message ?? `initdb status ${made.status}`}`);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}
