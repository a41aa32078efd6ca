// Installs what package-lock.json names, when it is not installed yet. Plain JavaScript: it runs on Node 20, before the
// project's own Node 24 is there. Needs no network when there is nothing to install.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeProgram, projectNodeMajor, root } from './node-program.mjs';

const lockFile = join(root, 'package-lock.json');
/** npm's own account of what is in node_modules; written last, so an interrupted install has none, or an older one. */
const installedFile = join(root, 'node_modules/.package-lock.json');

if (!isInstalled()) install();
refuseOtherNode();

function isInstalled() {
  if (!existsSync(lockFile) || !existsSync(installedFile)) return false;
  const wanted = packagesOf(lockFile);
  const installed = packagesOf(installedFile);
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.startsWith('node_modules/') && !path.includes('/node_modules/')) return true; // a workspace itself
    const found = installed[path];
    if (!found) return !isForHere(entry);
    return found.version === entry.version && found.integrity === entry.integrity && existsSync(join(root, path));
  });
}

function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
}

/** A package for another system is rightly absent, and so is what only such a package needs. */
function isForHere({ os, cpu, libc, optional }) {
  if (!os && !cpu && !libc) return optional !== true;
  return allows(os, process.platform) && allows(cpu, process.arch) && (!libc || allows(libc, libcHere()));
}

/** @param names `linux`, `["linux"]`, `["!win32"]` or nothing */
function allows(names, here) {
  if (!names) return true;
  const list = [names].flat();
  return list.includes(here) || (list.some((name) => name.startsWith('!')) && !list.includes(`!${here}`));
}

function libcHere() {
  if (process.platform !== 'linux') return 'none';
  return process.report.getReport().header.glibcVersionRuntime ? 'glibc' : 'musl';
}

/**
 * `npm ci` would refuse: packages for other systems that the registry did not serve when the lock was written are
 * missing from it. `install --no-save` takes every version and digest from the lock all the same, and leaves it alone.
 */
function install() {
  console.log('installing packages; this happens once, and again when package-lock.json changes');
  const words = ['install', '--no-save', '--ignore-scripts', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env.npm_execpath;
  const options = { cwd: root, stdio: 'inherit' };
  const done = npm
    ? spawnSync(process.execPath, [npm, ...words], options)
    : spawnSync('npm', words, { ...options, shell: process.platform === 'win32' });
  if (done.status !== 0) fail('the packages could not be installed: see above; is the npm registry reachable?');
}

function refuseOtherNode() {
  const node = nodeProgram();
  const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
  if (stdout?.startsWith(`v${projectNodeMajor}.`)) return;
  fail(`\`${node}\` is not Node ${projectNodeMajor} (${stdout?.trim() || 'it does not run here'}): remove node_modules and try again`);
}

function fail(line) {
  console.error(line);
  process.exit(1);
}
