import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './node-program.mjs';

/**
 * Builds `dist` when its sources have changed since it was built; a folder counts with all that is in it. Returns false after
 * a build that failed; the builder has said why, and what was there before stays.
 */
export function buildWhenChanged({ name, dist, sources, build }) {
  const stamp = join(dist, '.sources');
  const wanted = digest(sources);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return true;

  console.log(`building ${name}`);
  const fresh = join(root, 'node_modules/.cache', `build-${process.pid}-${name.replaceAll(' ', '-')}`);
  mkdirSync(fresh, { recursive: true });
  const isBuilt = build(fresh);
  if (isBuilt) {
    writeFileSync(join(fresh, '.sources'), wanted);
    exchange(fresh, dist);
  }
  rmSync(fresh, { recursive: true, force: true });
  return isBuilt;
}

/** A server that is running serves the old portal or the new one, never half of it. */
function exchange(fresh, dist) {
  const old = `${fresh}-old`;
  // two may build at once: whoever finds a place taken makes room and tries again
  while (!isMoved(fresh, dist)) {
    rmSync(old, { recursive: true, force: true });
    isMoved(dist, old);
  }
  rmSync(old, { recursive: true, force: true });
}

/** Whether `from` has become `to`; false where something is at `to`, or `from` has gone elsewhere meanwhile. */
function isMoved(from, to) {
  if (existsSync(to)) return false;
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if (['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(error.code)) return false;
    throw error;
  }
}

function digest(sources) {
  const hash = createHash('sha256');
  for (const path of sources.flatMap(filesOf)) {
    const content = readFileSync(join(root, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

function filesOf(path) {
  const entries = (() => {
    try {
      return readdirSync(join(root, path), { withFileTypes: true });
    } catch (error) {
      if (error.code === 'ENOENT') return [];
      if (error.code === 'ENOTDIR') return undefined;
      throw error;
    }
  })();
  if (!entries) return [path];
  return entries
    .map(({ name }) => name)
    .sort()
    .flatMap((name) => filesOf(`${path}/${name}`));
}
