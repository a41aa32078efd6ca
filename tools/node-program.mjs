import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const projectNodeMajor = '24';

/** The project's own Node, from the npm package of this platform; else the one that runs this, if it is of that version. */
export function nodeProgram() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const os = process.platform === 'win32' ? 'win' : process.platform;
  const own = join(root, 'node_modules', `node-${os}-${process.arch}`, 'bin', name);
  return existsSync(own) ? own : process.execPath;
}
