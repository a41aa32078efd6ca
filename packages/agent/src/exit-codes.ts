/** Why the agent ended; `--help` tells people. A bug ends with 1, as in any program of Node. */
export const exitCode = {
  stopped: 0,
  unusable: 2,
  keyRefused: 3,
  alreadyEnrolled: 4,
  credentialEnded: 5,
  notDelivered: 6,
  enrolmentRefused: 7,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
