/** The server cannot start. `message` is the one line to print; the process ends with status 1. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused';
}
