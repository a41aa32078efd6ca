import { text } from 'node:stream/consumers';
import { askSecret } from './ask-secret.ts';
import { exitCodes } from './exit-codes.ts';
import { run } from './run.ts';

process.exitCode = await run(process.argv.slice(2), {
  env: process.env,
  readInput: async () => (process.stdin.isTTY ? undefined : text(process.stdin)),
  askSecret,
  out: (words) => process.stdout.write(words),
  err: (words) => process.stderr.write(words),
}).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return exitCodes.internal;
});
