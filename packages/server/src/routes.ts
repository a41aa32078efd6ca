import { fileURLToPath } from 'node:url';
import { estate } from './estate.ts';
import type { Person } from './kernel/call.ts';
import { type Result, ok, refuse } from './kernel/result.ts';
import type { TenantTx } from './kernel/tenant.ts';
import { auditRoutes } from './modules/audit/index.ts';
import {
  type Asker,
  AtomCache,
  type FactCache,
  type Reach,
  accessRoutes,
  authorityOf,
  byRightsOfNow,
  customersConcerned,
  decisionPoint,
  eventRoutes,
  explainRoutes,
  forgetGroup,
  keepPrimaryAdmins,
  membersBeyond,
  noteDeprovisioning,
  reachIn,
  roleRoutes,
} from './modules/authorization/index.ts';
import { changesRoutes } from './modules/changes/index.ts';
import { delegationsRoutes } from './modules/delegations/index.ts';
import { directoryRoutes } from './modules/directory/index.ts';
import {
  type SignInSettings,
  type PasswordHasher,
  activationRoutes,
  authenticate,
  authenticateDecisionClient,
  decisionClientRoutes,
  identityRoutes,
  isStillSignedIn,
  setupRoutes,
  shutOut,
} from './modules/identity/index.ts';
import { applySignals, incidentsRoutes } from './modules/incidents/index.ts';
import { organizationRoutes } from './modules/organizations/index.ts';
import { reportsRoutes } from './modules/reports/index.ts';
import { agentRoutes, checkScope, describeScope, roomsRoutes } from './modules/rooms/index.ts';
import type { AccessHints } from './platform/events/access-hints.ts';
import type { OpenRequest, Route } from './platform/http/route.ts';
import type { InstanceKey } from './platform/keys/instance-key.ts';
import { type Db, inSnapshot } from './platform/postgres/in-tenant.ts';

export type RouteNeeds = {
  db: Db;
  cache: FactCache;
  key: InstanceKey;
  hasher: PasswordHasher;
  hints: AccessHints;
  settings: SignInSettings;
  heartbeatSeconds: number;
};

/** The whole route table: every operation of the contract, once. */
export function composeRoutes({ db, cache, key, hasher, hints, settings, heartbeatSeconds }: RouteNeeds): Route[] {
  const atoms = new AtomCache({ rooms: 500_000 });
  const sign = (text: string): Uint8Array => key.sign('pages of AuthZEN searches', text);
  return [
    ...decisionClientRoutes,
    ...identityRoutes({ demo: settings.demo }),
    ...setupRoutes({ key, hasher }),
    ...activationRoutes({ key, hasher, membersBeyond, settings, mayAddPeople: (tx, person) => mayAddPeople(tx, cache, person) }),
    ...organizationRoutes,
    ...directoryRoutes({ shutOut, customersConcerned, keepPrimaryAdmins, noteDeprovisioning, membersBeyond, forgetGroup }),
    ...accessRoutes({
      db,
      cache,
      atoms,
      estate,
      sign,
      origin: () => settings.origin,
      askerOf: (request) => askerOf(db, key, settings, request),
      decisionPoint: decisionPoint(db, key),
    }),
    ...explainRoutes(db, { cache, estate, atoms }),
    ...eventRoutes({ hints, reachOf: (person) => reachNow(db, cache, person) }),
    ...roleRoutes({ checkScope, describeScope }),
    ...changesRoutes({ describeScope }),
    ...roomsRoutes({ instanceKey: key, atoms, byRightsOfNow: (person, customer, read) => byRightsOfNow(db, cache, person, customer, read) }),
    ...delegationsRoutes(),
    ...agentRoutes({ heartbeatSeconds, onSignals: applySignals, agentFile: fileURLToPath(new URL('../../agent/dist/agent.mjs', import.meta.url)) }),
    ...incidentsRoutes({ atoms }),
    ...reportsRoutes(db, cache),
    ...auditRoutes(db),
  ];
}

/** Whether a person may add others to its organization at this moment, whoever asks. */
async function mayAddPeople(tx: TenantTx, cache: FactCache, { organization, user }: Pick<Person, 'organization' | 'user'>): Promise<boolean> {
  const authority = await authorityOf(tx, cache, { organization, user }, []);
  return authority.decide('directory.modify', { customer: organization, kind: 'organization' }).outcome === 'allow';
}

/** What a person reaches at this moment; undefined when its sign-in is over. */
async function reachNow(db: Db, cache: FactCache, person: Person): Promise<Reach | undefined> {
  if (!(await isStillSignedIn(db, person))) return undefined;
  return inSnapshot(db, [person.organization], async (tx) => reachIn(await authorityOf(tx, cache, person, 'all')));
}

/** A decision client asks about everybody, a person with an API token about its own side; every other credential is none here (A20). */
async function askerOf(db: Db, key: InstanceKey, settings: SignInSettings, request: OpenRequest): Promise<Result<Asker>> {
  const client = await authenticateDecisionClient(db, request.authorization);
  if (client.ok) {
    const { id, organization } = client.value;
    return ok(organization === undefined ? { kind: 'platform', id } : { kind: 'organization', id, organization });
  }
  if (request.authorization === undefined) return refuse('not_signed_in');
  const caller = await authenticate(db, key, settings, {
    authorization: request.authorization,
    cookie: undefined,
    method: 'POST',
    address: request.address,
    header: () => undefined,
  });
  if (!caller.ok) return caller;
  const { user, organization, limits } = caller.person;
  return ok({ kind: 'person', id: user, user, organization, limits });
}
