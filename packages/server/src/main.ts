import { readConfig } from './config.ts';
import { StartRefused } from './platform/postgres/start-refused.ts';
import { start } from './start.ts';

/** Exit codes: 0 stopped on demand, 1 could not start (one line says why), 2 a fault while running. */
async function main(): Promise<void> {
  const starting = start(readConfig(process.env, process.argv.slice(2)));
  let stopping: Promise<void> | undefined;
  // npm passes an interrupt on a second time: it means the same as the first. One that comes while starting waits for the end of it
  const stop = (): void => {
    stopping ??= starting.then((running) => running.stop()).then(() => process.exit(0), fail);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  await starting;
}

function fail(error: unknown): void {
  if (error instanceof StartRefused) {
    process.stderr.write(`keyholder: ${error.message}\n`);
    process.exit(1);
  }
  process.stderr.write(`keyholder: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(2);
}

process.on('uncaughtException', fail);
main().catch(fail);
