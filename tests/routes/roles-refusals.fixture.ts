import type { Asked, Seen } from '../support/composed.ts';
import { rolesAt } from './roles-acts.fixture.ts';
import type { Stage } from './routes.fixture.ts';

export type Asking = (operation: string, person: string, method: string, path: string, asked?: Asked & { ago?: number }) => Promise<Seen>;
type Side = { roles: string; assignments: string; by: string; weak: string; partner: string | undefined; beyond: string };
const sides: readonly Side[] = [
  { roles: 'roles', assignments: 'assignments', by: 'alpha.msa', weak: 'alpha.leaver', partner: undefined, beyond: 'changes.request' },
  { roles: 'partner_roles', assignments: 'partner_assignments', by: 'gamma.pa', weak: 'gamma.idle', partner: 'gamma', beyond: 'settings.view' },
];
const all = { type: 'all' };
const old = { ago: 16 };
const bears = (version: unknown): Asked => ({ headers: { 'if-match': `"${String(version)}"` } });

/** Makes every operation upon roles and assignments answer each refusal that it declares. */
export async function provokeRoles(stage: Stage, ask: Asking, bySession: Asking): Promise<void> {
  for (const side of sides) await provokeSide(stage, side, ask, bySession);
  await provokeAssignedAdmins(stage, ask);
  await provokePrimaryAdmins(stage, ask);
  await provokeChangeControl(stage, ask, bySession);
}

async function provokeSide(stage: Stage, side: Side, ask: Asking, bySession: Asking): Promise<void> {
  const { roles, assignments, by, weak, partner, beyond } = side;
  const user = (alias: string) => ({ type: 'user', id: stage.id(alias) });
  const at = (rest = '') => rolesAt(stage, partner, rest);
  const inside = { type: 'room', id: stage.id('alpha.inside') };
  const create = (body: object, asked: Asked = {}, who = by) =>
    ask(`${roles}.create`, who, 'POST', at(), { ...asked, body: { name: 'One', permissions: ['rooms.view'], ...body } });
  const assign = (role: unknown, body: object, asked: Asked = {}, who = by) =>
    ask(`${assignments}.create`, who, 'POST', at(`/${String(role)}/assignments`), {
      ...asked,
      body: { name: 'A', members: [user(by)], scope: [all], ...body },
    });
  const made = async (name: string, permissions: readonly string[], scope: readonly object[], member: string) => {
    const created = await create({ name, permissions });
    const role = created.at('id');
    const assigned = await assign(role, { members: [user(member)], scope });
    if (created.status !== 201 || assigned.status !== 201) throw new Error(`${name}: ${created.text} ${assigned.text}`);
    return { role: at(`/${String(role)}`), id: role, assignment: at(`/${String(role)}/assignments/${String(assigned.at('id'))}`) };
  };
  const chief = await made('Chief', ['roles.view', 'roles.modify', 'rooms.view', 'groups.view'], [inside], weak);
  const wide = await made('Wide', ['rooms.view'], [all], by);
  const more = await made('More', ['rooms.view', 'tickets.view'], [inside], by);
  const many = Array.from({ length: 1001 }, (_, n) => ({ type: 'user', id: `usr_${String(n).padStart(26, '0')}` }));

  await create({ permissions: ['rooms.modify'] });
  await create({ permissions: [beyond] });
  await create({ name: 'Wide' });
  await create({ name: 'W\u0456de' });
  await create({ id: 'role_x' });
  for (const name of ['Two', 'Three']) await create({ name }, { headers: { 'idempotency-key': roles } });
  await stage.asAdmin(
    `insert into roles (organization_id, id, partner_id, name, permissions) select $1, 'role_' || lpad(n::text, 26, '0'), $2, 'Full ' || n, '{rooms.view}' from generate_series(1, 200) n`,
    [stage.id('alpha'), partner === undefined ? null : stage.id(partner)],
  );
  await create({ name: 'Too many' });
  await stage.asAdmin(`delete from roles where organization_id = $1 and name like 'Full %'`, [stage.id('alpha')]);

  const change = (path: string, body: object, asked: Asked, who = by) => ask(`${roles}.update`, who, 'PATCH', path, { ...asked, body });
  await change(wide.role, { permissions: ['rooms.modify'] }, bears(1));
  await change(more.role, { name: 'M' }, bears(1), weak);
  await change(wide.role, { name: 'W' }, bears(1), weak);
  await change(wide.role, { name: 'More' }, bears(1));
  await change(wide.role, { name: 'M\u043ere' }, bears(1));
  await change(wide.role, { version: 2 }, bears(1));
  await change(wide.role, { name: 'W' }, bears(9));
  await change(wide.role, { name: 'W' }, {});
  for (const [operation, path, narrow] of [
    [`${roles}.delete`, wide.role, more.role],
    [`${assignments}.delete`, wide.assignment, more.assignment],
  ] as const) {
    await ask(operation, weak, 'DELETE', path, bears(1));
    await ask(operation, weak, 'DELETE', narrow, bears(1));
    await ask(operation, by, 'DELETE', path, bears(9));
    await ask(operation, by, 'DELETE', path);
    if (operation !== 'partner_roles.delete') await bySession(operation, by, 'DELETE', path, { ...old, ...bears(1) }); // a partner's roles need no step-up
  }
  await assign(wide.id, { scope: [{ type: 'room', id: stage.id('beta.inside') }] });
  await assign(more.id, {}, {}, weak);
  await assign(wide.id, {}, {}, weak);
  await assign(wide.id, { members: many });
  await assign(wide.id, { id: 'asg_x' });
  for (const name of ['Two', 'Three']) await assign(wide.id, { name }, { headers: { 'idempotency-key': assignments } });
  const edit = (path: string, body: object, asked: Asked, who = by) => ask(`${assignments}.update`, who, 'PATCH', path, { ...asked, body });
  await edit(wide.assignment, { members: [user('beta.msa')] }, bears(1));
  await edit(more.assignment, { name: 'M' }, bears(1), weak);
  await edit(wide.assignment, { name: 'W' }, bears(1), weak);
  await edit(wide.assignment, { members: many }, bears(1));
  await edit(wide.assignment, { version: 2 }, bears(1));
  await edit(wide.assignment, { name: 'W' }, bears(9));
  await edit(wide.assignment, { name: 'W' }, {});
  await bySession(`${roles}.create`, by, 'POST', at(), { ...old, body: { name: 'Old', permissions: ['rooms.view'] } });
  await bySession(`${roles}.update`, by, 'PATCH', wide.role, { ...old, ...bears(1), body: { name: 'W' } });
  await bySession(`${assignments}.create`, by, 'POST', `${wide.role}/assignments`, {
    ...old,
    body: { name: 'A', members: [user(by)], scope: [all] },
  });
  await bySession(`${assignments}.update`, by, 'PATCH', wide.assignment, { ...old, ...bears(1), body: { name: 'W' } });
  for (const { role } of [chief, more]) await stage.ask(by, 'DELETE', role, bears(1));
}

async function provokeAssignedAdmins(stage: Stage, ask: Asking): Promise<void> {
  const path = rolesAt(stage, 'gamma', '/primary-admin/assignments');
  const listed = await stage.ask('gamma.pa', 'GET', path);
  await ask('partner_assignments.update', 'gamma.pa', 'PATCH', `${path}/${String(listed.at('items', 0, 'id'))}`, {
    body: { members: [{ type: 'group', id: stage.id('gamma.empty') }] },
    ...bears(listed.at('items', 0, 'version')),
  });
}

async function provokePrimaryAdmins(stage: Stage, ask: Asking): Promise<void> {
  const add = (type: string, alias: string, headers = {}) =>
    ask('primary_admins.add', 'gamma.tm', 'POST', `/partners/${stage.id('gamma')}/customers/${stage.id('alpha')}/primary-admins`, {
      body: { member: { type, id: stage.id(alias) } },
      headers,
    });
  await add('group', 'gamma.empty');
  await add('user', 'gamma.tm');
  await add('user', 'gamma.pa');
  for (const alias of ['gamma.idle', 'gamma.technician']) await add('user', alias, { 'idempotency-key': 'primary-admins' });
  const full = `from assignments a, generate_series(1, 1000) n where a.organization_id = $1 and a.partner_id = $2 and a.built_in`;
  const between = [stage.id('alpha'), stage.id('gamma')];
  await stage.asAdmin(`insert into assignment_members select a.organization_id, a.id, 'user', 'usr_' || lpad(n::text, 26, '0') ${full}`, between);
  await add('user', 'gamma.technician');
  await stage.asAdmin(`delete from assignment_members where organization_id = $1 and member_id like 'usr_00000000%'`, [stage.id('alpha')]);
}

async function provokeChangeControl(stage: Stage, ask: Asking, bySession: Asking): Promise<void> {
  const path = `/customers/${stage.id('alpha')}/partners/${stage.id('gamma')}/change-control`;
  const version = (await stage.ask('alpha.msa', 'GET', path)).at('version');
  const body = { events: { 'roles.modify': 'auto' } };
  await ask('change_control.update', 'alpha.msa', 'PUT', path, { body });
  await ask('change_control.update', 'alpha.msa', 'PUT', path, { body, ...bears(999) });
  await bySession('change_control.update', 'alpha.msa', 'PUT', path, { body, ...bears(version), ...old });
  const between = [stage.id('alpha'), stage.id('gamma')];
  await stage.asAdmin(`update delegations set state = 'ended', ended_at = now() where organization_id = $1 and partner_id = $2`, between);
  await ask('change_control.update', 'alpha.msa', 'PUT', path, { body, ...bears(version) });
  await stage.asAdmin(`update delegations set state = 'active', ended_at = null where organization_id = $1 and partner_id = $2`, between);
}
