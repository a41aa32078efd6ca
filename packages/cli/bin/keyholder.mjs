#!/usr/bin/env node
// Starts the CLI on the project's own Node 24, whatever Node runs this. Plain JavaScript: it runs on Node 20.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { nodeProgram, projectNodeMajor } from '../../../tools/node-program.mjs';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
if (process.versions.node.startsWith(`${projectNodeMajor}.`)) await import('../src/main.ts');
else {
  const program = spawn(nodeProgram(), [main, ...process.argv.slice(2)], { stdio: 'inherit' });
  program.on('error', (error) => {
    console.error(`keyholder does not start: ${error.message}`);
    process.exitCode = 70;
  });
  program.on('exit', (code) => {
    process.exitCode = code ?? 70;
  });
}
