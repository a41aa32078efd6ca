import { agents } from '@keyholder/contract';
import { type Result, ok, refuse } from '../../kernel/result.ts';
import { type TenantTx, reachOf } from '../../kernel/tenant.ts';
import {
  type CredentialKind,
  type PresentedCredential,
  bearerOf,
  credentialMatches,
  parseCredential,
} from '../../platform/credentials/credential.ts';
import { type OpenRequest, type Route, openRoute } from '../../platform/http/route.ts';
import { inSnapshot, inTenant } from '../../platform/postgres/in-tenant.ts';
import { withoutLocks } from '../../platform/postgres/without-locks.ts';
import { digestLine, downloadHeaders, readAgent } from './agent-download.ts';
import { digestOfAgent, digestOfEnrolmentKey } from './agents.store.ts';
import { enrolAgent } from './enrol-agent.ts';
import type { Watching } from './health-watch.ts';
import { recordHeartbeat } from './record-heartbeat.ts';

/** @param agentFile path of the bundle that is handed out */
export type AgentNeeds = Watching & { agentFile: string };

const anybody = { kind: 'public', why: 'the program is the same for everybody and holds no secret' } as const;

/** What the programs in the rooms call. Their credentials open nothing else, and no other credential opens this (A103). */
export const agentRoutes = ({ heartbeatSeconds, onSignals, agentFile }: AgentNeeds): Route[] => [
  openRoute(agents.enrol, {
    access: { kind: 'credential', why: 'an enrolment key, as bearer' },
    audit: ['agent.enrolled'],
    enter: (request) => present(request, 'enrol', digestOfEnrolmentKey),
    answer: ({ db, body, request, who }) =>
      inTenant(db, reachOf([who.organization]), 'shared', async (tx) => {
        const enrolled = await enrolAgent(tx, who, body, request);
        return enrolled.ok ? ok({ ...enrolled.value, heartbeatSeconds }) : enrolled;
      }),
  }),
  openRoute(agents.heartbeat, {
    access: { kind: 'credential', why: 'the credential of a room’s agent, as bearer' },
    audit: { none: 'measurements are not acts; what follows from them is in the ledger as incidents' },
    enter: (request) => present(request, 'agent', digestOfAgent),
    answer: ({ db, body, request, who }) =>
      // by its agent's row alone: machines that report must not queue up behind an act that waits for its customer's lock
      withoutLocks(db, [who.organization], async (tx) => {
        const recorded = await recordHeartbeat(tx, who, body, request, onSignals);
        return recorded.ok ? ok({ heartbeatSeconds }) : recorded;
      }),
  }),
  openRoute(agents.download, {
    access: anybody,
    audit: { none: 'a download of a public program' },
    headers: downloadHeaders,
    answer: () => readAgent(agentFile),
  }),
  openRoute(agents.downloadDigest, {
    access: anybody,
    audit: { none: 'a download of a public program' },
    headers: () => ({}),
    answer: async () => {
      const agent = await readAgent(agentFile);
      return agent.ok ? ok(digestLine(agent.value)) : agent;
    },
  }),
];

type FindDigest = (tx: TenantTx, customer: PresentedCredential['organization'], id: string) => Promise<Buffer | undefined>;

/** Lets a credential of the right kind and secret pass to the body; whether it still holds is seen once more under its lock. */
async function present<K extends CredentialKind>(
  { db, authorization }: OpenRequest,
  kind: K,
  digestOf: FindDigest,
): Promise<Result<PresentedCredential<K>>> {
  const presented = parseCredential(kind, bearerOf(authorization));
  if (presented === undefined) return refuse('not_signed_in');
  const digest = await inSnapshot(db, [presented.organization], (tx) => digestOf(tx, presented.organization, presented.id));
  return digest !== undefined && credentialMatches(presented, digest) ? ok(presented) : refuse('not_signed_in');
}
