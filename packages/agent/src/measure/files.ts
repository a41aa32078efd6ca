import { open, readdir, readlink } from 'node:fs/promises';
import path from 'node:path';

/** The machine's own files. `null` and only `null` means that the path does not exist; all else is thrown. */
export type Files = {
  /** At most the first 64 KiB. */
  bytes: (file: string) => Promise<Uint8Array | null>;
  names: (folder: string) => Promise<readonly string[] | null>;
  /** Where a symbolic link points, as written in it. */
  target: (link: string) => Promise<string | null>;
};

const mostBytes = 64 * 1024;

/** @param root `/`, or a folder that holds the recorded files of another machine */
export function filesUnder(root: string): Files {
  const at = (name: string) => path.join(root, name);
  return {
    bytes: (name) => nullWhenAbsent(() => firstBytes(at(name))),
    names: (name) => nullWhenAbsent(() => readdir(at(name))),
    target: (name) => nullWhenAbsent(() => readlink(at(name))),
  };
}

/** The text of a small file without its last line break; `null` where there is no such file. */
export async function textOf(files: Files, name: string): Promise<string | null> {
  const bytes = await files.bytes(name);
  return bytes === null ? null : new TextDecoder().decode(bytes).trim();
}

async function firstBytes(file: string): Promise<Uint8Array> {
  const handle = await open(file, 'r');
  try {
    const chunks: Uint8Array[] = [];
    let left = mostBytes;
    while (left > 0) {
      // files of /proc and /sys have no size and may come in pieces
      const { bytesRead, buffer } = await handle.read(new Uint8Array(left), 0, left, null);
      if (bytesRead === 0) break;
      chunks.push(buffer.subarray(0, bytesRead));
      left -= bytesRead;
    }
    return Buffer.concat(chunks);
  } finally {
    await handle.close();
  }
}

async function nullWhenAbsent<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
}

/** The system's code of an error, e.g. `EACCES`. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
