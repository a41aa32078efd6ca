/** What the program leaves behind (docs/guides/cli.md). */
export const exitCodes = {
  done: 0,
  /** the server refused, or what was checked is not intact */
  refused: 1,
  /** the words on the command line are wrong */
  usage: 2,
  /** nobody is signed in, or the token is not good any more */
  notSignedIn: 3,
  /** no answer, or none of Keyholder */
  unreachable: 4,
  /** a fault of this program */
  internal: 70,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
