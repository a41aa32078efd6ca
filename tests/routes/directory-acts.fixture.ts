import type { Seen } from '../support/composed.ts';
import { tokenIn } from './activation-refusals.fixture.ts';
import { type Act, alone, both, versionOf } from './act.fixture.ts';
import type { Stage } from './routes.fixture.ts';

const at = (stage: Stage, path: string, organization = 'alpha'): string => `/organizations/${stage.id(organization)}${path}`;

export async function patchUser(stage: Stage, by: string, alias: string, body: object): Promise<Seen> {
  const [home = ''] = alias.split('.');
  return stage.ask(by, 'PATCH', at(stage, `/users/${stage.id(alias)}`, home), {
    body,
    headers: { 'if-match': await versionOf(stage, 'users', stage.id(alias)) },
  });
}
async function patchGroup(stage: Stage, by: string, alias: string, body: object): Promise<Seen> {
  const [home = ''] = alias.split('.');
  return stage.ask(by, 'PATCH', at(stage, `/groups/${stage.id(alias)}`, home), {
    body,
    headers: { 'if-match': await versionOf(stage, 'groups', stage.id(alias)) },
  });
}

/** The group of gamma that is empty is all that Assigned admins of alpha names, until `work` is done. */
export async function withGroupAsAdmins<T>(stage: Stage, members: readonly string[], work: () => Promise<T>): Promise<T> {
  const name = async (type: string, id: string, unattended: boolean): Promise<void> => {
    await stage.asAdmin(
      `update assignment_members m set member_type = $2, member_id = $3 from assignments a where a.organization_id = m.organization_id and a.id = m.assignment_id and a.built_in and a.organization_id = $1`,
      [stage.id('alpha'), type, id],
    );
    await stage.asAdmin('update delegations set unattended = $2 where organization_id = $1', [stage.id('alpha'), unattended]);
    await stage.asAdmin('update epochs set epoch = epoch + 1');
  };
  const [gamma, empty] = [stage.id('gamma'), stage.id('gamma.empty')];
  const clear = (): Promise<unknown> => stage.asAdmin('delete from group_members where organization_id = $1 and group_id = $2', [gamma, empty]);
  await clear();
  for (const alias of members) await stage.asAdmin(`insert into group_members values ($1, $2, 'user', $3)`, [gamma, empty, stage.id(alias)]);
  await name('group', empty, members.length === 0);
  try {
    return await work();
  } finally {
    await clear();
    await name('user', stage.id('gamma.pa'), false);
  }
}
const inGroup = ['group.members_changed'];

const newcomer = async (s: Stage): Promise<string> =>
  (await s.asAdmin<{ id: string }>(`select id from users where email = 'new@alpha.example'`))[0]?.id ?? '';
const linkFor = async (s: Stage): Promise<Seen> => s.askBySession('alpha.msa', 'POST', at(s, `/users/${await newcomer(s)}/activation-link`));

/** How the person comes to sign in who was added before; each act takes the link of the former. */
const activationActs: readonly Act[] = [
  { operation: 'activation_links.create', action: 'activation_link.created', ledgers: alone, run: linkFor },
  {
    operation: 'activation_links.withdraw',
    action: 'activation_link.withdrawn',
    ledgers: alone,
    run: async (s) => s.askBySession('alpha.msa', 'DELETE', at(s, `/users/${await newcomer(s)}/activation-link`)),
  },
  {
    operation: 'activation.complete',
    action: 'user.activated',
    ledgers: alone,
    run: async (s) => s.send(tokenIn(await linkFor(s)), 'POST', '/api/v1/activation', { body: { password: 'tidal-lantern-42' } }),
  },
];

/** Acts upon people, groups and Tenant Managers, and what follows from them at a customer (D19, D21). */
export const directoryActs: readonly Act[] = [
  {
    operation: 'users.create',
    action: 'user.created',
    ledgers: alone,
    run: (s) => s.ask('alpha.msa', 'POST', at(s, '/users'), { body: { email: 'new@alpha.example', name: 'New' } }),
  },
  ...activationActs,
  { operation: 'users.update', action: 'user.modified', ledgers: alone, run: (s) => patchUser(s, 'alpha.msa', 'alpha.leaver', { name: 'Renamed' }) },
  {
    operation: 'users.update',
    action: 'delegation.unattended',
    ledgers: both,
    beside: ['user.disabled'],
    run: (s) => patchUser(s, 'gamma.msa', 'gamma.pa', { active: false }),
  },
  {
    operation: 'users.update',
    action: 'delegation.attended',
    ledgers: both,
    beside: ['user.enabled'],
    run: (s) => patchUser(s, 'gamma.msa', 'gamma.pa', { active: true }),
  },
  {
    operation: 'users.set_roles',
    action: 'user.roles_set',
    ledgers: alone,
    run: async (s) =>
      s.ask('alpha.ga', 'PUT', at(s, `/users/${s.id('alpha.leaver')}/roles`), {
        body: { roles: ['billing-admin'] },
        headers: { 'if-match': await versionOf(s, 'users', s.id('alpha.leaver')) },
      }),
  },
  {
    operation: 'organizations.update',
    action: 'organization.modified',
    ledgers: alone,
    run: async (s) =>
      s.ask('alpha.msa', 'PATCH', at(s, ''), {
        body: { tenantManagersBy: 'managed-service-admins' },
        headers: { 'if-match': await versionOf(s, 'organizations', s.id('alpha')) },
      }),
  },
  {
    operation: 'groups.create',
    action: 'group.created',
    ledgers: alone,
    run: (s) => s.ask('alpha.msa', 'POST', at(s, '/groups'), { body: { name: 'New group' } }),
  },
  { operation: 'groups.update', action: 'group.modified', ledgers: alone, run: (s) => patchGroup(s, 'alpha.msa', 'alpha.team', { name: 'Renamed' }) },
  {
    operation: 'groups.update',
    action: 'group.members_changed',
    ledgers: alone,
    run: (s) => patchGroup(s, 'alpha.msa', 'alpha.team', { members: [{ type: 'user', id: s.id('alpha.plain') }] }),
  },
  {
    operation: 'groups.update',
    action: 'delegation.attended',
    ledgers: both,
    beside: inGroup,
    run: (s) => withGroupAsAdmins(s, [], () => patchGroup(s, 'gamma.ga', 'gamma.empty', { members: [{ type: 'user', id: s.id('gamma.pa') }] })),
  },
  {
    operation: 'group_members.add',
    action: 'group.members_changed',
    ledgers: alone,
    run: (s) =>
      s.ask('alpha.msa', 'POST', at(s, `/groups/${s.id('alpha.team')}/members`), { body: { members: [{ type: 'user', id: s.id('alpha.leaver') }] } }),
  },
  {
    operation: 'group_members.add',
    action: 'delegation.attended',
    ledgers: both,
    beside: inGroup,
    run: (s) =>
      withGroupAsAdmins(s, [], () =>
        s.ask('gamma.ga', 'POST', at(s, `/groups/${s.id('gamma.empty')}/members`, 'gamma'), {
          body: { members: [{ type: 'user', id: s.id('gamma.pa') }] },
        }),
      ),
  },
  {
    operation: 'group_members.remove',
    action: 'group.members_changed',
    ledgers: alone,
    run: (s) => s.ask('alpha.msa', 'DELETE', at(s, `/groups/${s.id('alpha.team')}/members/user/${s.id('alpha.leaver')}`)),
  },
  {
    operation: 'groups.delete',
    action: 'group.deleted',
    ledgers: alone,
    run: async (s) =>
      s.ask('alpha.msa', 'DELETE', at(s, `/groups/${s.id('alpha.team')}`), {
        headers: { 'if-match': await versionOf(s, 'groups', s.id('alpha.team')) },
      }),
  },
  {
    operation: 'tenant_managers.add',
    action: 'tenant_manager.added',
    ledgers: alone,
    run: (s) => s.ask('alpha.msa', 'POST', at(s, '/tenant-managers'), { body: { member: { type: 'user', id: s.id('alpha.plain') } } }),
  },
  {
    operation: 'tenant_managers.remove',
    action: 'tenant_manager.removed',
    ledgers: alone,
    run: (s) => s.ask('alpha.msa', 'DELETE', at(s, `/tenant-managers/user/${s.id('alpha.plain')}`)),
  },
];
