import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartRefused } from '../postgres/start-refused.ts';
import { type InstanceKey, instanceKeyBytes, instanceKeyOf } from './instance-key.ts';

/**
 * The instance's key: KEYHOLDER_KEY (base64) where it is set, else `instance.key` in the data folder, made on first use.
 * Losing it means: everybody signs in again, and what was sealed (signing keys, enrolment keys not yet used) is lost.
 *
 * @throws StartRefused for a key that is short, typed by hand, or readable by others
 */
export function loadInstanceKey({ dataDir, fromEnvironment }: { dataDir: string; fromEnvironment: string | undefined }): InstanceKey {
  if (fromEnvironment !== undefined) return instanceKeyOf(keyIn(fromEnvironment, 'KEYHOLDER_KEY'));
  const file = join(dataDir, 'instance.key');
  if (statSync(file, { throwIfNoEntry: false }) === undefined) writeOnce(file);
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) throw new StartRefused(`\`${file}\` can be read by others: chmod 600 it`);
  return instanceKeyOf(keyIn(readFileSync(file, 'utf8'), `\`${file}\``));
}

/** Written in full before it gets its name; of two that do this at once the first wins and both use its key. */
function writeOnce(file: string): void {
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, `${randomBytes(instanceKeyBytes).toString('base64')}\n`, { mode: 0o600, flag: 'wx', flush: true });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(draft);
  }
}

function keyIn(text: string, where: string): Buffer {
  const bytes = Buffer.from(text.trim(), 'base64');
  if (!/^[A-Za-z0-9+/]{43}=$/.test(text.trim()) || bytes.length !== instanceKeyBytes) {
    throw new StartRefused(`${where} must hold ${instanceKeyBytes} random bytes in base64 (openssl rand -base64 32)`);
  }
  // 32 random bytes are all printable once in 10^13 times, and have fewer than 16 different values practically never (A37)
  if (bytes.every((byte) => byte >= 0x20 && byte < 0x7f) || new Set(bytes).size < 16) {
    throw new StartRefused(`${where} is a sample or was typed by hand: make one with openssl rand -base64 32`);
  }
  return bytes;
}
