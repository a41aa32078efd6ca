import type { OrganizationId } from '@keyholder/contract';
import { isId } from '@keyholder/contract';
import { type Result, ok } from '../../packages/server/src/kernel/result.ts';
import {
  FactCache,
  authorityOf,
  customersConcerned,
  forgetGroup,
  keepPrimaryAdmins,
  membersBeyond,
  noteDeprovisioning,
  roleRoutes,
  watchAccess,
} from '../../packages/server/src/modules/authorization/index.ts';
import { requestApproval } from '../../packages/server/src/modules/changes/index.ts';
import { delegationsRoutes } from '../../packages/server/src/modules/delegations/index.ts';
import { directoryRoutes } from '../../packages/server/src/modules/directory/index.ts';
import { shutOut } from '../../packages/server/src/modules/identity/index.ts';
import { checkScope, describeScope } from '../../packages/server/src/modules/rooms/index.ts';
import type { Answer } from '../../packages/server/src/platform/http/answer.ts';
import { callRead, callWrite } from '../../packages/server/src/platform/http/call-route.ts';
import { inSnapshot } from '../../packages/server/src/platform/postgres/in-tenant.ts';
import type { Doorkeepers } from '../../packages/server/src/platform/http/doorkeepers.ts';
import type { Route } from '../../packages/server/src/platform/http/route.ts';
import { checkBody, checkValue } from '../../packages/server/src/platform/http/validate.ts';
import { type Tenants, callOf, openTenants } from '../support/tenants.ts';
import { openWorldLoader } from '../support/worlds.ts';

export type Asked = { params?: Readonly<Record<string, string>>; body?: unknown; ifMatch?: number; query?: Readonly<Record<string, unknown>> };
export type Server = { ask: (operation: string, person: string, asked?: Asked) => Promise<Result<Answer>> };
export type Stage = Tenants &
  Server & {
    /** a second server over the same database, with a memory of its own */
    other: Server;
    id: (alias: string) => string;
    organization: (alias: string) => OrganizationId;
  };

/**
 * The routes of directory, roles and delegations behind the real pipeline, over a world; a person asks by its alias, each
 * request on a connection of its own.
 *
 * @param planted a route table with something of it changed; only tests of the tests have one
 */
export async function openStage(world: object, planted: (routes: readonly Route[]) => readonly Route[] = (routes) => routes): Promise<Stage> {
  const tenants = await openTenants();
  const { db } = tenants;
  const loaded = await (await openWorldLoader(db)).load(JSON.stringify(world));
  const people = new Map(loaded.people.map((person) => [person.alias, person]));
  const access = { shutOut, customersConcerned, keepPrimaryAdmins, noteDeprovisioning, membersBeyond, forgetGroup };
  const all = planted([...directoryRoutes(access), ...delegationsRoutes(), ...roleRoutes({ checkScope, describeScope })]);
  const routes = new Map(all.map((route) => [route.operation.id, route]));
  const id = (alias: string): string => {
    const found = loaded.ids[alias];
    if (found === undefined) throw new Error(`nothing is called \`${alias}\` in this world`);
    return found;
  };
  const server = (): Server => {
    const doors = doorsOf(tenants);
    return {
      ask: async (operation, person, { params = {}, body, ifMatch, query = {} } = {}) => {
        const route = routes.get(operation);
        const who = people.get(person);
        if (route === undefined || who === undefined) throw new Error(`no route \`${operation}\` or nobody called \`${person}\``);
        const { id: user, name, organization } = who;
        const call = { ...callOf({ user, organization: organization.id, name, organizationName: organization.name }), cursorKey: doors.cursorKey };
        const input = {
          params,
          customerFilter: undefined,
          rehearsal: undefined,
          query: () => ok({ ...query }),
          body: () => checkBody(route.operation, body),
          ifMatch: () => ok(ifMatch),
          idempotencyKey: () => ok(undefined),
        };
        const reads = route.operation.method === 'GET';
        const outcome = await (reads
          ? inSnapshot(doors.db, [organization.id], (tx) => callRead(tx, doors, route, call, input))
          : callWrite(doors, route, call, input, async () => undefined));
        const isWhole = outcome.ok && query['rehearse'] === undefined;
        if (isWhole && !checkValue(route.operation.success.body, outcome.value.value, new Set()).ok)
          throw new Error(`\`${operation}\` answered what its operation does not declare`);
        return outcome;
      },
    };
  };
  return {
    ...tenants,
    ...server(),
    other: server(),
    id,
    organization: (alias) => {
      const found = id(alias);
      if (!isId('org', found)) throw new Error(`\`${alias}\` is no organization`);
      return found;
    },
  };
}

function doorsOf({ db }: Tenants): Doorkeepers {
  const cache = new FactCache({ bytes: 2 ** 26 });
  return {
    db,
    cursorKey: new Uint8Array(32).fill(7),
    requestApproval,
    watchAccess,
    authenticate: () => Promise.reject(new Error('the caller is given')),
    readAs: () => Promise.reject(new Error('the caller is given')),
    authorityOf: (tx, person, wanted) => authorityOf(tx, cache, person, wanted),
    recordRefusal: () => Promise.resolve(),
  };
}

/** The code of a refusal; `done` where there was none. */
export const codeOf = (outcome: Result<unknown>): string => (outcome.ok ? 'done' : outcome.code);

export const user = (id: string) => ({ type: 'user' as const, id });
export const group = (id: string) => ({ type: 'group' as const, id });

/** An organization of a world file with people called by the first part of their alias. */
export const organizationOf = (id: string, more: object = {}) => ({
  id,
  name: `Organization ${id}`,
  domains: [`${id}.example`],
  country: 'FR',
  ...more,
});
export const personOf = (organization: string, name: string, roles: readonly string[] = []) => ({
  id: `${organization}.${name}`,
  organization,
  email: `${name}@${organization}.example`,
  name,
  roles,
});

/** Acts of the directory by their aliases, at the version that is there now. */
export function actsOf(stage: Stage, server: Server = stage) {
  const { id } = stage;
  const versionOf = async (table: 'users' | 'groups' | 'assignments' | 'organizations', row: string): Promise<number> =>
    (await stage.asAdmin<{ version: number }>(`select version from ${table} where id = $1`, [row]))[0]?.version ?? 0;
  const homeOf = (alias: string): string => id(alias.slice(0, alias.indexOf('.')));
  const members = (aliases: readonly string[]) =>
    aliases.map((alias) => (id(alias).startsWith('usr_') ? { type: 'user', id: id(alias) } : { type: 'group', id: id(alias) }));
  return {
    versionOf,
    add: (by: string, into: string, ...aliases: string[]) =>
      server.ask('group_members.add', by, { params: { organization: homeOf(into), group: id(into) }, body: { members: members(aliases) } }),
    remove: (by: string, from: string, alias: string) =>
      server.ask('group_members.remove', by, {
        params: {
          organization: homeOf(from),
          group: id(from),
          memberType: id(alias).startsWith('usr_') ? 'user' : 'group',
          member: id(alias),
        },
      }),
    setMembers: async (by: string, of: string, ...aliases: string[]) =>
      server.ask('groups.update', by, {
        params: { organization: homeOf(of), group: id(of) },
        body: { members: members(aliases) },
        ifMatch: await versionOf('groups', id(of)),
      }),
    removeGroup: async (by: string, alias: string) =>
      server.ask('groups.delete', by, { params: { organization: homeOf(alias), group: id(alias) }, ifMatch: await versionOf('groups', id(alias)) }),
    setActive: async (by: string, alias: string, active: boolean) =>
      server.ask('users.update', by, {
        params: { organization: homeOf(alias), user: id(alias) },
        body: { active },
        ifMatch: await versionOf('users', id(alias)),
      }),
    setRoles: async (by: string, alias: string, ...roles: string[]) =>
      server.ask('users.set_roles', by, {
        params: { organization: homeOf(alias), user: id(alias) },
        body: { roles },
        ifMatch: await versionOf('users', id(alias)),
      }),
    /** sets the members of Assigned admins, as the partner does (D25) */
    setPrimaryAdmins: async (by: string, customer: string, partner: string, ...aliases: string[]) => {
      const [assigned] = await stage.asAdmin<{ id: string; version: number }>(
        'select id, version from assignments where organization_id = $1 and partner_id = $2 and built_in',
        [id(customer), id(partner)],
      );
      return server.ask('partner_assignments.update', by, {
        params: { customer: id(customer), partner: id(partner), role: 'primary-admin', assignment: assigned?.id ?? 'asg_none' },
        body: { members: members(aliases) },
        ...(assigned === undefined ? {} : { ifMatch: assigned.version }),
      });
    },
    unattended: async (customer: string, partner: string): Promise<boolean | undefined> =>
      (
        await stage.asAdmin<{ unattended: boolean }>(
          `select unattended from delegations where organization_id = $1 and partner_id = $2 and state = 'active'`,
          [id(customer), id(partner)],
        )
      )[0]?.unattended,
  };
}
