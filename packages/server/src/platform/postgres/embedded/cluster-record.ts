import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Type, type Static } from 'typebox';
import { Check } from 'typebox/value';
import { StartRefused } from '../start-refused.ts';

const Password = Type.String({ minLength: 32 });

/** What the data folder knows of its cluster: the logins' passwords, and where it was once made. */
const ClusterRecord = Type.Object({
  postgres: Password,
  keyholder_owner: Password,
  keyholder_app: Password,
  madeAt: Type.Optional(Type.String()),
});
export type ClusterRecord = Static<typeof ClusterRecord>;

/** Reads `database.json` (mode 0600) of the data folder, or writes one with new passwords before there is a cluster. */
export function openClusterRecord(dataDir: string): ClusterRecord {
  const file = fileIn(dataDir);
  if (!existsSync(file)) {
    const fresh = { postgres: newPassword(), keyholder_owner: newPassword(), keyholder_app: newPassword() };
    saveClusterRecord(dataDir, fresh);
    return fresh;
  }
  const record: unknown = parse(file);
  if (Check(ClusterRecord, record)) return record;
  throw new StartRefused(`\`${file}\` does not hold the database's passwords: restore it from a backup`);
}

/** Whole or not at all, and on the disk before the cluster takes the passwords. */
export function saveClusterRecord(dataDir: string, record: ClusterRecord): void {
  const file = fileIn(dataDir);
  const fresh = `${file}.new`;
  const handle = openSync(fresh, 'w', 0o600);
  writeSync(handle, `${JSON.stringify(record, null, 2)}\n`);
  fsyncSync(handle);
  closeSync(handle);
  renameSync(fresh, file);
}

function fileIn(dataDir: string): string {
  return join(dataDir, 'database.json');
}

function newPassword(): string {
  return randomBytes(32).toString('base64url');
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
