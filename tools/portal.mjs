import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeProgram, root } from './node-program.mjs';

const portal = join(root, 'packages/portal');
const dist = join(portal, 'dist');
/** Which sources the built portal is of. */
const stamp = join(dist, '.sources');

/** What the built portal depends on; a folder counts with all that is in it. */
const sources = [
  'package-lock.json', 'packages/portal/package.json', 'packages/portal/index.html', 'packages/portal/vite.config.ts',
  'packages/portal/tsconfig.json', 'packages/portal/src', 'packages/portal/public', 'packages/client/src', 'packages/contract/src',
];

/** Builds the portal when its sources have changed. Returns false after a build that failed; vite has said why. */
export function buildPortal() {
  if (!existsSync(join(portal, 'vite.config.ts'))) {
    console.log('there is no portal to build (packages/portal/vite.config.ts is missing)');
    return true;
  }
  const wanted = digest();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return true;

  console.log('building the portal');
  const fresh = join(root, 'node_modules/.cache', `portal-${process.pid}`);
  mkdirSync(fresh, { recursive: true });
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const built = spawnSync(nodeProgram(), [vite, 'build', '--logLevel', 'error', '--outDir', fresh, '--emptyOutDir'], {
    cwd: portal,
    stdio: 'inherit',
  });
  if (built.status === 0) {
    writeFileSync(join(fresh, '.sources'), wanted);
    exchange(fresh);
  }
  rmSync(fresh, { recursive: true, force: true });
  return built.status === 0;
}

/** A server that is running serves the old portal or the new one, never half of it. */
function exchange(fresh) {
  const old = `${fresh}-old`;
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(fresh, dist);
  rmSync(old, { recursive: true, force: true });
}

function digest() {
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
  return entries.map(({ name }) => name).sort().flatMap((name) => filesOf(`${path}/${name}`));
}
