import {
  type Atom,
  type DirectoryRole,
  type GroupId,
  type Invitation,
  type Member,
  type OrganizationId,
  type RoomId,
  isId,
} from '@keyholder/contract';
import { Compile } from 'typebox/compile';
import { givenRooms } from '../../../../../tests/support/rooms.ts';
import { type Tenants, callOf, openTenants, within } from '../../../../../tests/support/tenants.ts';
import { newId } from '../../kernel/ids.ts';
import { type Result, ok } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { Answer } from '../../platform/http/answer.ts';
import { callRead, callWrite } from '../../platform/http/call-route.ts';
import { inSnapshot } from '../../platform/postgres/in-tenant.ts';
import type { PersonCall } from '../../platform/http/cursor.ts';
import type { Doorkeepers } from '../../platform/http/doorkeepers.ts';
import { checkBody } from '../../platform/http/validate.ts';
import { FactCache, authorityOf, watchAccess } from '../authorization/index.ts';
import { requestApproval } from '../changes/index.ts';
import { addMembers, createGroup, createUser } from '../directory/index.ts';
import { addDomain, createOrganization, getTerms, seedTerms } from '../organizations/index.ts';
import { delegationsRoutes } from './index.ts';

export type Asked = {
  params?: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, unknown>>;
  body?: unknown;
  ifMatch?: number;
  rehearsal?: string;
  reason?: string;
};
export type World = Tenants & {
  /** what the pipeline answers to this person: guard, transaction, use case; an answer must be what its operation declares */
  ask: (operation: string, who: PersonCall, asked?: Asked) => Promise<Result<Answer>>;
  /** the same, where a refusal would be a mistake of the test */
  have: <T>(operation: string, who: PersonCall, asked?: Asked) => Promise<T>;
  organization: (name: string, domain: string, eligible?: 'eligible') => Promise<OrganizationId>;
  person: (organization: OrganizationId, name: string, roles?: readonly DirectoryRole[]) => Promise<PersonCall>;
  group: (organization: OrganizationId, name: string, members: readonly Member[]) => Promise<GroupId>;
  join: (organization: OrganizationId, group: GroupId, members: readonly Member[]) => Promise<void>;
  terms: string;
};

/** An empty world with terms, and the real routes of this module over it. */
export async function openWorld(): Promise<World> {
  const tenants = await openTenants();
  const { db } = tenants;
  const cursorKey = new Uint8Array(32).fill(7);
  const doors = doorsOf(tenants, cursorKey);
  const routes = new Map(delegationsRoutes().map((route) => [route.operation.id, route]));
  const terms = await within(db, [], async (tx) => {
    await seedTerms(tx);
    return (await getTerms(tx)).version;
  });
  const ask = async (
    operation: string,
    who: PersonCall,
    { params = {}, query = {}, body, ifMatch, rehearsal, reason }: Asked = {},
  ): Promise<Result<Answer>> => {
    const route = routes.get(operation);
    if (route === undefined) throw new Error(`no route \`${operation}\``);
    const call = { ...who, reason: reason ?? null };
    const input = {
      params,
      customerFilter: undefined,
      rehearsal,
      query: () => ok({ ...query }),
      body: () => checkBody(route.operation, body),
      ifMatch: () => ok(ifMatch),
      idempotencyKey: () => ok(undefined),
    };
    const outcome = await (route.operation.method === 'GET'
      ? inSnapshot(doors.db, [call.actor.organization], (tx) => callRead(tx, doors, route, call, input))
      : callWrite(doors, route, call, input, async () => undefined));
    if (outcome.ok && !Compile(route.operation.success.body).Check(outcome.value.value))
      throw new Error(`\`${operation}\` answered what its operation does not declare`);
    return outcome;
  };
  const organizationOf = new Map<OrganizationId, { name: string; domain: string }>();
  return {
    ...tenants,
    ask,
    terms,
    have: async <T>(operation: string, who: PersonCall, asked?: Asked): Promise<T> => valueOf(await ask(operation, who, asked)).value as T, // the caller says what the operation answers
    organization: async (name, domain, eligible) => {
      const id = newId('org');
      organizationOf.set(id, { name, domain });
      await within(db, [id], async (tx) => {
        await createOrganization(tx, { id, name, country: 'FR', partnerEligible: eligible === 'eligible' });
        valueOf(await addDomain(tx, id, domain));
      });
      return id;
    },
    person: async (organization, name, roles = []) => {
      const home = organizationOf.get(organization) ?? { name: '', domain: '' };
      const user = await within(db, [organization], async (tx) =>
        valueOf(await createUser(tx, organization, { email: `${name.toLowerCase()}@${home.domain}`, name, roles })),
      );
      return { ...callOf({ user, organization, name, organizationName: home.name }), cursorKey };
    },
    group: (organization, name, members) =>
      changing(tenants, organization, async (tx) => {
        const id = await createGroup(tx, organization, name);
        valueOf(await addMembers(tx, organization, id, members));
        return id;
      }),
    join: (organization, group, members) =>
      changing(tenants, organization, async (tx) => valueOf(await addMembers(tx, organization, group, members))),
  };
}

const changing = <T>({ db }: Tenants, organization: OrganizationId, work: (tx: TenantTx) => Promise<T>): Promise<T> =>
  within(db, [organization], async (tx) => {
    const value = await work(tx);
    await tx
      .updateTable('epochs')
      .set((row) => ({ epoch: row('epoch', '+', 1) }))
      .where('organization_id', '=', organization)
      .execute();
    return value;
  });

function doorsOf({ db }: Tenants, cursorKey: Uint8Array): Doorkeepers {
  const cache = new FactCache({ bytes: 2 ** 26 });
  return {
    db,
    cursorKey,
    requestApproval,
    watchAccess,
    authenticate: () => Promise.reject(new Error('the caller is given')),
    readAs: () => Promise.reject(new Error('the caller is given')),
    authorityOf: (tx, person, wanted) => authorityOf(tx, cache, person, wanted),
    recordRefusal: () => Promise.resolve(),
  };
}

export function valueOf<T>(outcome: Result<T>): T {
  if (!outcome.ok) throw new Error(`refused: \`${outcome.code}\` ${outcome.detail ?? ''} ${JSON.stringify(outcome.faults ?? [])}`);
  return outcome.value;
}

/** The code of a refusal; `done` where there was none. */
export const codeOf = (outcome: Result<unknown>): string => (outcome.ok ? 'done' : outcome.code);
export const asUser = ({ actor }: PersonCall): Member => ({ type: 'user', id: actor.user });
export const asGroup = (id: GroupId): Member => ({ type: 'group', id });

/** A customer with three rooms and its people, and a partner that may be invited, with its own. */
export type Pair = {
  customer: OrganizationId;
  partner: OrganizationId;
  domain: string;
  rooms: readonly [RoomId, RoomId, RoomId];
  admin: PersonCall;
  global: PersonCall;
  lead: PersonCall;
  manager: PersonCall;
  technician: PersonCall;
  colleague: PersonCall;
};

let pairs = 0;
/** Each test has its own, so that none depends on what another has left behind. */
export async function givenPair(world: World): Promise<Pair> {
  pairs += 1;
  const domain = `litware${pairs}.example`;
  const customer = await world.organization('Fabrikam', `fabrikam${pairs}.example`);
  const partner = await world.organization('Litware', domain, 'eligible');
  const [one, two, three] = await givenRooms(world.db, customer, [{ name: 'Boardroom' }, { name: 'Library' }, { name: 'Annex', city: 'Lyon' }]);
  if (one === undefined || two === undefined || three === undefined) throw new Error('three rooms were asked for');
  return {
    customer,
    partner,
    domain,
    rooms: [one, two, three],
    admin: await world.person(customer, 'Mira', ['managed-service-admin']),
    global: await world.person(customer, 'Gil', ['global-admin']),
    lead: await world.person(customer, 'Lea'),
    manager: await world.person(partner, 'Tom', ['tenant-manager']),
    technician: await world.person(partner, 'Tess'),
    colleague: await world.person(partner, 'Pat'),
  };
}

export type InvitedWith = { scope?: readonly Atom[]; expiresInDays?: number; changeControl?: Readonly<Record<string, string>> };
export const offerOf = (world: World, { domain }: Pair, { scope = [{ type: 'all' }], expiresInDays = 7, changeControl }: InvitedWith = {}) => ({
  domain,
  expiresInDays,
  scope,
  termsVersion: world.terms,
  ...(changeControl === undefined ? {} : { changeControl }),
});
export const invited = (world: World, pair: Pair, given: InvitedWith = {}): Promise<Invitation> =>
  world.have('invitations.create', pair.admin, { params: { customer: pair.customer }, body: offerOf(world, pair, given) });

export const answering = ({ partner }: Pair, { id }: { id: string }) => ({ partner, invitation: id });
export const sending = ({ customer }: Pair, { id }: { id: string }) => ({ customer, invitation: id });

/** A delegation that stands, with these Primary Admins; the technician where none is named. */
export async function delegated(
  world: World,
  pair: Pair,
  { primaryAdmins, ...given }: InvitedWith & { primaryAdmins?: readonly Member[] } = {},
): Promise<Invitation> {
  const invitation = await invited(world, pair, given);
  return world.have('invitations.accept', pair.manager, {
    params: answering(pair, invitation),
    body: { primaryAdmins: primaryAdmins ?? [asUser(pair.technician)] },
  });
}

/** Brings an invitation to its expiry and a millisecond beyond, by moving it into the past (A43). */
export async function lapse(world: World, { id }: { id: string }): Promise<void> {
  if (!isId('inv', id)) throw new Error(`not an invitation: \`${id}\``);
  await world.asAdmin(
    `update invitations set created_at = now() - make_interval(hours => expires_in_days * 24) - interval '1 millisecond', expires_at = now() - interval '1 millisecond' where id = $1`,
    [id],
  );
}
