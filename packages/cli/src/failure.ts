import type { ExitCode } from './exit-codes.ts';

/** Ends a command with a sentence for whoever called it. */
export class Failure extends Error {
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}
