import { startTestServer } from './postgres.ts';

let stop: (() => Promise<void>) | undefined;

/** Called by vitest once before the first test file. */
export async function setup(): Promise<void> {
  // a harness that runs tests has a server for them already
  if (process.env['KEYHOLDER_TEST_SERVER'] === undefined) stop = await startTestServer();
}

/** Called by vitest after the last. */
export async function teardown(): Promise<void> {
  await stop?.();
}
