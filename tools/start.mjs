// Builds the portal and the room agent when their sources have changed, then becomes the server. Runs on Node 20 as well.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { nodeProgram, projectNodeMajor, root } from './node-program.mjs';
import { buildAgent, buildPortal } from './build-parts.mjs';

if (!buildPortal() || !buildAgent()) {
  console.error('a part cannot be built: see above');
  process.exit(1);
}

const node = nodeProgram();
const words = [join(root, 'packages/server/src/main.ts'), ...process.argv.slice(2)];
const isProjectNode = process.versions.node.startsWith(`${projectNodeMajor}.`);

if (isProjectNode && process.execve && process.platform !== 'win32') {
  process.removeAllListeners('warning'); // that execve is experimental
  process.execve(node, [node, ...words], process.env); // so signals reach the server itself, and nothing waits beside it
}

const server = spawn(node, words, { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill(signal));
server.on('error', (error) => {
  console.error(`the server does not start: ${error.message}`);
  process.exit(1);
});
server.on('exit', (code, signal) => {
  if (!signal) process.exit(code ?? 1);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
});
