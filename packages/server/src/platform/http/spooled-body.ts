import { createHash } from 'node:crypto';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Result, ok, refuse } from '../../kernel/result.ts';

/**
 * A file that came as the body of a request, on disk, out of sight of other users and without a name. Whoever made it
 * disposes of it. It can be read more than once; JSON of it is its digest.
 */
export class SpooledBody {
  readonly bytes: number;
  readonly digest: string;
  readonly #file: FileHandle;

  constructor(file: FileHandle, bytes: number, digest: string) {
    this.#file = file;
    this.bytes = bytes;
    this.digest = digest;
  }

  /** The whole file from its beginning, in pieces of at most 64 KiB. */
  async *read(): AsyncGenerator<Buffer> {
    for (let position = 0; ;) {
      const { bytesRead, buffer } = await this.#file.read(Buffer.allocUnsafe(65_536), 0, 65_536, position);
      if (bytesRead === 0) return;
      position += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  }

  toJSON(): { digest: string } {
    return { digest: this.digest };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file.close();
  }
}

/**
 * Takes a body to disk before any transaction begins: a slow sender must not hold the locks that an ending waits for (D43).
 *
 * @param most largest size in bytes
 */
export async function spoolBody(source: AsyncIterable<Buffer>, most: number): Promise<Result<SpooledBody, 'too_large'>> {
  const file = await openNameless();
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const chunk of source) {
      bytes += chunk.length;
      if (bytes > most) break;
      hash.update(chunk);
      await file.write(chunk);
    }
  } catch (error) {
    await file.close();
    throw error;
  }
  if (bytes <= most) return ok(new SpooledBody(file, bytes, hash.digest('base64url')));
  await file.close();
  return refuse('too_large');
}

async function openNameless(): Promise<FileHandle> {
  const folder = await mkdtemp(join(tmpdir(), 'keyholder-body-'));
  try {
    return await open(join(folder, 'body'), 'wx+', 0o600);
  } finally {
    await rm(folder, { recursive: true, force: true }); // what is open stays readable until it is closed
  }
}
