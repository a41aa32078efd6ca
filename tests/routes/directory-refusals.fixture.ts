import type { Asked, Seen } from '../support/composed.ts';
import { withGroupAsAdmins } from './directory-acts.fixture.ts';
import type { Stage } from './routes.fixture.ts';

type Ask = (operation: string, person: string, method: string, path: string, asked?: Asked & { ago?: number }) => Promise<Seen>;
const old = { ago: 16 };
const first = { headers: { 'if-match': '"1"' } };
const versions: Asked[] = [{}, { headers: { 'if-match': '"99"' } }];

/** Everything that the operations of the directory refuse, at least once each (D19, D21, D28, A53, A59). */
export async function provokeInDirectory(stage: Stage, ask: Ask, bySession: Ask): Promise<void> {
  const home = (organization: string, rest = ''): string => `/organizations/${stage.id(organization)}${rest}`;
  const user = (alias: string) => ({ type: 'user', id: stage.id(alias) });

  const organization = (body: object, asked: Asked) => ask('organizations.update', 'alpha.msa', 'PATCH', home('alpha'), { body, ...asked });
  for (const asked of versions) await organization({ tenantManagersBy: 'administrators' }, asked);
  await organization({ tenantManagersBy: 'administrators', partnerEligible: true }, first);
  await bySession('organizations.update', 'alpha.msa', 'PATCH', home('alpha'), { body: { tenantManagersBy: 'administrators' }, ...first, ...old });

  const newUser = { email: 'twice@alpha.example', name: 'Twice' };
  const create = (body: object, headers = {}) => ask('users.create', 'alpha.msa', 'POST', home('alpha', '/users'), { body, headers });
  for (const name of ['One', 'Two']) await create({ ...newUser, name }, { 'idempotency-key': 'users' });
  await create(newUser);
  await create({ ...newUser, roles: ['global-admin'] });
  await bySession('users.create', 'alpha.msa', 'POST', home('alpha', '/users'), { body: newUser, ...old });

  const update = (body: object, asked: Asked) =>
    ask('users.update', 'alpha.msa', 'PATCH', home('alpha', `/users/${stage.id('alpha.leaver')}`), { body, ...asked });
  for (const asked of versions) await update({ active: true }, asked);
  await ask('users.update', 'alpha.msa', 'PATCH', home('alpha', `/users/${stage.id('alpha.ga')}`), { body: { active: false }, ...first });
  await update({ active: true, roles: ['global-admin'] }, first);
  await bySession('users.update', 'alpha.msa', 'PATCH', home('alpha', `/users/${stage.id('alpha.leaver')}`), { body: {}, ...first, ...old });

  const roles = home('alpha', `/users/${stage.id('alpha.leaver')}/roles`);
  for (const asked of versions) await ask('users.set_roles', 'alpha.ga', 'PUT', roles, { body: { roles: [] }, ...asked });
  await ask('users.set_roles', 'alpha.msa', 'PUT', roles, { body: { roles: [] }, ...first });
  await ask('users.set_roles', 'alpha.ga', 'PUT', roles, { body: { roles: ['operator'] }, ...first });
  await ask('users.set_roles', 'delta.ga', 'PUT', home('delta', `/users/${stage.id('delta.ga')}/roles`), { body: { roles: [] }, ...first });
  await bySession('users.set_roles', 'alpha.ga', 'PUT', roles, { body: { roles: [] }, ...first, ...old });

  const groups = home('alpha', '/groups');
  const make = (body: object, headers = {}) => ask('groups.create', 'alpha.msa', 'POST', groups, { body, headers });
  for (const name of ['One', 'Two']) await make({ name }, { 'idempotency-key': 'groups' });
  await make({ name: 'G', id: 'grp_x' });
  await bySession('groups.create', 'alpha.msa', 'POST', groups, { body: { name: 'G' }, ...old });
  await provokeInGroups(stage, ask, bySession);

  const managers = home('alpha', '/tenant-managers');
  const name = (member: object, headers = {}) => ask('tenant_managers.add', 'alpha.msa', 'POST', managers, { body: { member }, headers });
  await name(user('beta.msa'));
  await name(user('alpha.leaver'));
  for (const alias of ['alpha.plain', 'alpha.tech']) await name(user(alias), { 'idempotency-key': 'managers' });
  await bySession('tenant_managers.add', 'alpha.msa', 'POST', managers, { body: { member: user('alpha.plain') }, ...old });
  await bySession('tenant_managers.remove', 'alpha.msa', 'DELETE', `${managers}/user/${stage.id('alpha.leaver')}`, old);
}

async function provokeInGroups(stage: Stage, ask: Ask, bySession: Ask): Promise<void> {
  const [alpha, team] = [stage.id('alpha'), stage.id('alpha.team')];
  const at = (organization: string, group: string): string => `/organizations/${organization}/groups/${group}`;
  const member = (alias: string) => ({ type: 'user', id: stage.id(alias) });
  const named = (n: number): string => `grp_${String(n).padStart(26, '0')}`;
  for (let n = 1; n <= 32; n += 1) {
    await stage.asAdmin('insert into groups values ($1, $2, $3)', [alpha, named(n), `Deep ${n}`]);
    if (n > 1) await stage.asAdmin(`insert into group_members values ($1, $2, 'group', $3)`, [alpha, named(n - 1), named(n)]);
  }
  await stage.asAdmin(`insert into group_members select $1, $2, 'user', 'usr_' || n from generate_series(1, 10000) n`, [alpha, named(32)]);
  const cases = [
    [team, member('beta.msa')],
    [team, { type: 'group', id: team }],
    [team, { type: 'group', id: named(1) }],
    [named(32), member('alpha.plain')],
  ] as const;
  for (const [group, one] of cases) {
    await ask('group_members.add', 'alpha.msa', 'POST', `${at(alpha, group)}/members`, { body: { members: [one] } });
    await ask('groups.update', 'alpha.msa', 'PATCH', at(alpha, group), { body: { members: [one] }, ...first });
  }
  for (const alias of ['alpha.plain', 'alpha.tech'])
    await ask('group_members.add', 'alpha.msa', 'POST', `${at(alpha, team)}/members`, {
      body: { members: [member(alias)] },
      headers: { 'idempotency-key': 'members' },
    });
  for (const asked of versions) {
    await ask('groups.update', 'alpha.msa', 'PATCH', at(alpha, team), { body: { name: 'G' }, ...asked });
    await ask('groups.delete', 'alpha.msa', 'DELETE', at(alpha, team), asked);
  }
  await ask('groups.update', 'alpha.msa', 'PATCH', at(alpha, team), { body: { id: team }, ...first });
  await bySession('groups.update', 'alpha.msa', 'PATCH', at(alpha, team), { body: {}, ...first, ...old });
  await bySession('groups.delete', 'alpha.msa', 'DELETE', at(alpha, team), { ...first, ...old });
  await bySession('group_members.add', 'alpha.msa', 'POST', `${at(alpha, team)}/members`, { body: { members: [member('alpha.plain')] }, ...old });
  await bySession('group_members.remove', 'alpha.msa', 'DELETE', `${at(alpha, team)}/members/user/${stage.id('alpha.leaver')}`, old);

  const crew = at(stage.id('gamma'), stage.id('gamma.empty'));
  await withGroupAsAdmins(stage, ['gamma.pa'], async () => {
    const body = { members: [member('gamma.pa'), member('gamma.idle')] };
    await ask('group_members.add', 'gamma.msa', 'POST', `${crew}/members`, { body });
    await ask('groups.update', 'gamma.msa', 'PATCH', crew, { body, ...first });
    await ask('groups.update', 'gamma.msa', 'PATCH', crew, { body: { members: [] }, ...first });
    await ask('groups.delete', 'gamma.msa', 'DELETE', crew, first);
    await ask('group_members.remove', 'gamma.msa', 'DELETE', `${crew}/members/user/${stage.id('gamma.pa')}`);
  });
}
