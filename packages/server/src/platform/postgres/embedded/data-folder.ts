import { chmodSync, mkdirSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { StartRefused } from '../start-refused.ts';
import type { ClusterAccount } from './cluster-account.ts';

/** Read and write for group and others. */
const openToOthers = 0o066;

/**
 * Makes the data folder, or takes an empty or a closed one.
 *
 * Mode 0700; 0711 when the database runs as another user, who must pass through but not list.
 *
 * @returns its real path
 * @throws StartRefused when others may read or list what is in it, or when it belongs to another user
 */
export function prepareDataFolder(dataDir: string, account: ClusterAccount): string {
  const wanted = resolve(dataDir);
  makeFolder(wanted);
  const folder = realpathSync(wanted);
  const { mode, uid } = statSync(folder);
  if (process.platform === 'win32') return folder;

  if (uid !== process.getuid?.()) {
    throw new StartRefused(`the data folder \`${folder}\` belongs to user ${uid}: start the server as that user`);
  }
  if ((mode & openToOthers) !== 0 && readdirSync(folder).length > 0) {
    throw new StartRefused(`others may read or list the data folder \`${folder}\`: chmod go-rw it first`);
  }
  const closed = account.switched ? 0o711 : 0o700;
  if ((mode & 0o777) !== closed) chmodSync(folder, closed);
  return folder;
}

function makeFolder(folder: string): void {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found?.isDirectory()) return;
  if (found) throw new StartRefused(`the data folder \`${folder}\` is not a folder`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new StartRefused(`cannot create the data folder \`${folder}\`: ${reason(error)}`, { cause: error });
  }
}

function reason(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
