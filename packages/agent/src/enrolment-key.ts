import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { errorCode } from './measure/files.ts';

export type Key = { kind: 'key'; key: string } | { kind: 'none' } | { kind: 'unusable'; why: string };

/** From the file, else from the environment; never from the command line, where every process of the machine sees it. */
export async function enrolmentKey(file: string | undefined, environment: string | undefined): Promise<Key> {
  if (file === undefined) return environment === undefined ? { kind: 'none' } : keyIn(environment, 'KEYHOLDER_ENROLMENT_KEY');
  try {
    return keyIn(await beginning(file), `\`${file}\``);
  } catch (error) {
    return { kind: 'unusable', why: `\`${file}\` cannot be read: ${errorCode(error) ?? 'unexpected error'}` };
  }
}

/** Sixteen hex digits that tell keys apart and from which none can be found. */
export function keyPrint(key: string): string {
  return createHash('sha256').update(`keyholder key print\0${key}`).digest('hex').slice(0, 16);
}

async function beginning(file: string): Promise<string> {
  const handle = await open(file, 'r');
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(1024), 0, 1024, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}

function keyIn(text: string, where: string): Key {
  const key = text.replace(/^\uFEFF/, '').trim();
  if (/^kh_enrol_[A-Za-z0-9_-]{11,503}$/.test(key)) return { kind: 'key', key };
  return { kind: 'unusable', why: `${where} does not hold an enrolment key (one line beginning with kh_enrol_)` };
}
