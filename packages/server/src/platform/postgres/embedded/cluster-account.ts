import { spawnSync } from 'node:child_process';

/** `nobody` on every Linux; PostgreSQL refuses to run as root. */
const unprivilegedId = 65534;

/** Who runs the database's processes and owns its files. `switched`: another user than the server's. */
export type ClusterAccount = { uid: number; gid: number; switched: boolean };

/** The server's own user, or 65534 when the server runs as root. */
export function clusterAccount(): ClusterAccount {
  const uid = process.getuid?.() ?? 0;
  const gid = process.getgid?.() ?? 0;
  const root = uid === 0 && process.platform !== 'win32';
  return root ? { uid: unprivilegedId, gid: unprivilegedId, switched: true } : { uid, gid, switched: false };
}

/** What `spawn` needs to run as the account. */
export function asAccount(account: ClusterAccount): { uid?: number; gid?: number } {
  return account.switched ? { uid: account.uid, gid: account.gid } : {};
}

/** Tries it as that user, so that access lists and mounts count as well as mode bits. */
export function mayPassThrough(account: ClusterAccount, folder: string): boolean {
  if (!account.switched) return true;
  const tried = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { cwd: '/', ...asAccount(account) });
  return tried.status === 0;
}
