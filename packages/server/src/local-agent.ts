import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type LocalAgent = { stop: () => Promise<void> };

/**
 * Runs the agent of one room on this machine, as an installer would: its key in a file, its server by address. What it
 * measures is this machine, and nothing is made up.
 *
 * @param key undefined once the machine has enrolled: the agent goes on with the credential it keeps
 */
export function startLocalAgent(options: { folder: string; server: string; key: string | undefined; log: (line: string) => void }): LocalAgent {
  const { folder, server, key, log } = options;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const keyFile = join(folder, 'room.key');
  if (key !== undefined) writeFileSync(keyFile, `${key}\n`, { mode: 0o600 });
  const program = fileURLToPath(new URL('../../agent/src/main.ts', import.meta.url));
  const child = spawn(process.execPath, [program, '--server', server, '--key-file', keyFile, '--state', folder], {
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: false,
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) =>
    text
      .split('\n')
      .filter((line) => line !== '')
      .forEach((line) => log(line)),
  );
  const ended = new Promise<void>((resolve) => {
    child.once('exit', (code) => {
      log(JSON.stringify({ event: 'local_agent.exited', code }));
      resolve();
    });
    child.once('error', (error) => {
      log(JSON.stringify({ event: 'local_agent.failed', message: error.message }));
      resolve();
    });
  });
  return {
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
