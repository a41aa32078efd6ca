#!/usr/bin/env node
// Starts the CLI on the project's own Node 24, whatever Node runs this. Plain JavaScript: it runs on Node 20.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
if (process.versions.node.startsWith('24.')) await import('../src/main.ts');
else {
  const program = spawn(node24(), [main, ...process.argv.slice(2)], { stdio: 'inherit' });
  program.on('error', (error) => {
    console.error(`keyholder does not start: ${error.message}`);
    process.exitCode = 70;
  });
  program.on('exit', (code) => {
    process.exitCode = code ?? 70;
  });
}

/** The one that was installed with this checkout. */
function node24() {
  const isWindows = process.platform === 'win32';
  const found = createRequire(import.meta.url).resolve(`node-${isWindows ? 'win' : process.platform}-${process.arch}/package.json`);
  return join(dirname(found), 'bin', isWindows ? 'node.exe' : 'node');
}
