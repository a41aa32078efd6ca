import type { AbuseDefect } from './abuse-cases.ts';

const uncompared = (file: string, find: string, of: string): AbuseDefect => ({
  case: 19,
  planted: {
    name: `secret-uncompared-${of}`,
    edits: [{ file, find: `${find} || !credentialMatches(`, instead: `${find} || false && !credentialMatches(` }],
  },
});
/** What agents show is compared twice, at the door and under the lock. */
const uncomparedByAgents = (file: string, find: string, of: string): AbuseDefect => ({
  case: 19,
  planted: {
    name: `secret-uncompared-${of}`,
    edits: [
      { file: 'rooms/agents.routes.ts', find: 'digest !== undefined && credentialMatches(presented, digest) ?', instead: 'digest !== undefined ?' },
      { file, find: `${find} || !credentialMatches(`, instead: `${find} || false && !credentialMatches(` },
    ],
  },
});

/** Of the group *Sign-in, sessions, tokens*, what every other case stands on: a secret is compared at every door. */
export const secretDefects: readonly AbuseDefect[] = [
  {
    case: 19,
    planted: {
      name: 'token-prefix-compare',
      edits: [
        {
          file: 'credentials/credential.ts',
          find: 'timingSafeEqual(presented.digest, storedDigest)',
          instead: 'timingSafeEqual(presented.digest.subarray(0, 0), storedDigest.subarray(0, 0))',
        },
      ],
    },
  },
  uncompared('identity/authenticate.ts', 'holder === undefined', 'of-people'),
  uncompared('identity/decision-clients.ts', 'await readDecisionClient(db, id);\n  if (client === undefined', 'of-the-platform-client'),
  uncompared('identity/decision-clients.ts', 'readClient(tx, organization, id));\n  if (client === undefined', 'of-an-organization-client'),
  uncompared('identity/find-link.ts', 'link === undefined', 'of-activation-links'),
  uncomparedByAgents('rooms/record-heartbeat.ts', 'agent === undefined', 'of-agents'),
  uncomparedByAgents('rooms/enrol-agent.ts', 'stored === undefined', 'of-enrolment-keys'),
  {
    case: 20,
    planted: {
      name: 'one-secret-store',
      edits: [{ file: 'credentials/credential.ts', find: 'if (said !== kind || organization', instead: 'if (organization' }],
    },
  },
];
