import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildWhenChanged } from './build-when-changed.mjs';
import { nodeProgram, root } from './node-program.mjs';

const portal = join(root, 'packages/portal');

const sources = [
  'package-lock.json',
  'packages/portal/package.json',
  'packages/portal/index.html',
  'packages/portal/vite.config.ts',
  'packages/portal/entry-budget.ts',
  'packages/portal/tsconfig.json',
  'packages/portal/src',
  'packages/portal/public',
  'packages/client/src',
  'packages/client/generated',
  'packages/contract/src',
];

/** Builds the portal when its sources have changed; false after a build that failed. */
export function buildPortal() {
  if (!existsSync(join(portal, 'vite.config.ts'))) {
    console.log('there is no portal to build (packages/portal/vite.config.ts is missing)');
    return true;
  }
  return buildWhenChanged({
    name: 'the portal',
    dist: join(portal, 'dist'),
    sources,
    build: (outDir) =>
      run([join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'error', '--outDir', outDir, '--emptyOutDir'], portal),
  });
}

/** Builds the one-file room agent that /agent/download hands out. */
export function buildAgent() {
  const agent = join(root, 'packages/agent');
  return buildWhenChanged({
    name: 'the room agent',
    dist: join(agent, 'dist'),
    sources: ['package-lock.json', 'packages/agent/package.json', 'packages/agent/build.mjs', 'packages/agent/src'],
    build: (outDir) => run([join(agent, 'build.mjs'), join(outDir, 'agent.mjs')], agent),
  });
}

/** What is built is what is served, whoever has it built: under a test runner NODE_ENV says `test`, and the libraries would be their larger selves. */
const run = (words, cwd) => spawnSync(nodeProgram(), words, { cwd, stdio: 'inherit', env: { ...process.env, NODE_ENV: 'production' } }).status === 0;
