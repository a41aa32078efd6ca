import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Composed, type Seen, absentLike, bytesOf, openComposed } from '../support/composed.ts';

const user = (id: string) => ({ type: 'user', id });
const person = (organization: string, name: string, roles: readonly string[] = []) => ({
  id: `${organization}.${name}`,
  organization,
  email: `${name}@${organization}.example`,
  name,
  roles,
});
const all = [{ type: 'all' }];
const desk = (id: string, member: string) => ({
  roles: [{ id, name: 'Desk', permissions: ['rooms.view', 'tickets.view', 'tickets.update'] }],
  assignments: [{ role: id, members: [user(member)], scope: all }],
});

/** Two customers with the same partner, one of them with a second partner as well. */
const world = {
  organizations: ['a', 'b', 'p', 'q'].map((id) => ({
    id,
    name: `Organization ${id}`,
    domains: [`${id}.example`],
    country: 'FR',
    partnerEligible: id === 'p' || id === 'q',
  })),
  users: [
    person('a', 'msa', ['managed-service-admin']),
    person('a', 'keeper'),
    person('a', 'spare'),
    person('b', 'msa', ['managed-service-admin']),
    person('p', 'pa'),
    person('p', 'pb'),
    person('p', 'tech'),
    person('q', 'pa'),
    person('q', 'tech'),
  ],
  rooms: [
    { id: 'a.room', customer: 'a', name: 'Room', country: 'FR', city: 'City', site: 'Site' },
    { id: 'b.room', customer: 'b', name: 'Room', country: 'FR', city: 'City', site: 'Site' },
  ],
  customerRoles: [{ id: 'a.role', customer: 'a', name: 'Keeper', permissions: ['rooms.view', 'rooms.modify'] }],
  customerAssignments: [{ customer: 'a', role: 'a.role', members: [user('a.keeper')], scope: all }],
  delegations: [
    { customer: 'a', partner: 'p', scope: all, primaryAdmins: [user('p.pa')], ...desk('ap.role', 'p.tech') },
    { customer: 'b', partner: 'p', scope: all, primaryAdmins: [user('p.pb')], ...desk('bp.role', 'p.tech') },
    { customer: 'a', partner: 'q', scope: all, primaryAdmins: [user('q.pa')], ...desk('aq.role', 'q.tech') },
  ],
};

let stage: Composed;
beforeAll(async () => {
  stage = await openComposed(world);
});
afterAll(() => stage?.close());

const rolesAt = (customer: string, partner: string | undefined, rest = ''): string =>
  `/customers/${stage.id(customer)}${partner === undefined ? '' : `/partners/${stage.id(partner)}`}/roles${rest}`;
const assignmentOf = async (role: string): Promise<string> =>
  (await stage.asAdmin<{ id: string }>('select id from assignments where role = $1', [stage.id(role)]))[0]?.id ?? '';
/** Of all that says who may do what. */
const standing = async (): Promise<string> =>
  JSON.stringify(
    await stage.asAdmin(`select (select json_agg(r order by id) from roles r) as roles, (select json_agg(a order by id) from assignments a) as assignments,
      (select json_agg(m order by assignment_id, member_id) from assignment_members m) as members, (select json_agg(t order by assignment_id, atom) from assignment_atoms t) as atoms`),
  );
const versioned = { headers: { 'if-match': '"1"' } };

/** Every way to touch one role and its assignment; a body is right for whoever may. */
async function touch(by: string, customer: string, partner: string | undefined, role: string, assignment: string): Promise<Seen[]> {
  const at = rolesAt(customer, partner, `/${role}`);
  const asked: [method: string, path: string, body?: object][] = [
    ['GET', at],
    ['PATCH', at, { name: 'Other' }],
    ['GET', `${at}/assignments/${assignment}`],
    ['PATCH', `${at}/assignments/${assignment}`, { name: 'Other' }],
    ['DELETE', `${at}/assignments/${assignment}`],
    ['DELETE', at],
  ];
  const seen: Seen[] = [];
  for (const [method, path, body] of asked) {
    const asks = body === undefined ? versioned : { ...versioned, body };
    seen.push(await stage.ask(by, method, path, method === 'GET' ? {} : asks));
  }
  return seen;
}

describe('roles of others', () => {
  it('A55 D27 neither those of the customer nor of another partner are there for a Primary Admin, and none of them changes', async () => {
    const before = await standing();
    const customers = await touch('p.pa', 'a', undefined, stage.id('a.role'), await assignmentOf('a.role'));
    const others = await touch('p.pa', 'a', 'q', stage.id('aq.role'), await assignmentOf('aq.role'));
    expect(customers.map(({ status }) => status).every((status) => status === 404 || status === 403)).toBe(true);
    expect(others.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 404));
    expect(await standing()).toBe(before);
    expect((await stage.ask('p.pa', 'GET', rolesAt('a', 'p', `/${stage.id('ap.role')}`))).status).toBe(200);
  });

  it('A55 A51 a technician, whose role has no roles.modify, takes nothing from Primary Admins', async () => {
    const before = await standing();
    const seen = await touch('p.tech', 'a', 'p', 'primary-admin', await assignmentOf('ap.role'));
    expect(seen.map(({ status }) => status).every((status) => status === 403 || status === 404)).toBe(true);
    expect(await standing()).toBe(before);
  });

  it('A56 D29 a role and an assignment of one customer are absent in the paths of another', async () => {
    const before = await standing();
    const role = stage.id('ap.role');
    const assignment = await assignmentOf('ap.role');
    const foreign = await touch('p.pb', 'b', 'p', role, assignment);
    const absent = await touch('p.pb', 'b', 'p', absentLike(role), absentLike(assignment));
    expect(foreign.map(bytesOf)).toEqual(absent.map(bytesOf));
    expect(foreign.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 404));
    // who is Primary Admin at b only has nothing at a, by whatever path
    const elsewhere = await touch('p.pb', 'a', 'p', role, assignment);
    expect(elsewhere.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 404));
    expect(await standing()).toBe(before);
    expect(
      (await touch('p.pb', 'b', 'p', stage.id('bp.role'), await assignmentOf('bp.role')))
        .map(({ status }) => status)
        .every((status) => status < 300 || status === 412),
    ).toBe(true);
  });

  it('A51 D26 D28 a Primary Admin makes no role beyond that column, nor one over what is not there', async () => {
    const create = (permissions: readonly string[]) =>
      stage.ask('p.pa', 'POST', rolesAt('a', 'p'), { body: { name: `Role ${permissions.join(' ')}`, permissions } });
    for (const permission of ['rooms.reset_key', 'settings.modify', 'partners.manage'])
      expect(await create(['rooms.view', 'settings.view', permission]).then(({ status, code }) => [permission, status, code])).toEqual([
        permission,
        403,
        'exceeds_own_rights',
      ]);
    expect((await create(['*'])).status).toBeGreaterThanOrEqual(403);
    const assign = (room: string) =>
      stage.ask('p.pa', 'POST', rolesAt('a', 'p', `/${stage.id('ap.role')}/assignments`), {
        body: { name: 'Narrow', members: [user(stage.id('p.tech'))], scope: [{ type: 'room', id: room }], notify: false },
      });
    const foreign = await assign(stage.id('b.room'));
    const absent = await assign(absentLike(stage.id('b.room')));
    expect([foreign.status, foreign.code]).toEqual([422, 'unknown_reference']);
    expect(bytesOf(foreign)).toBe(bytesOf(absent));
    expect((await assign(stage.id('a.room'))).status).toBe(201);
    expect((await create(['rooms.view', 'tickets.view'])).status).toBe(201);
  });
});

describe('A10 what was deleted', () => {
  const room = () => `/customers/${stage.id('a')}/rooms/${stage.id('a.room')}`;
  const spareSees = async (): Promise<number> => (await stage.ask('a.spare', 'GET', room())).status;
  const ask = async (method: string, path: string, wanted: number, body?: object): Promise<Seen> => {
    const version = method === 'DELETE' ? (await stage.ask('a.msa', 'GET', path)).at('version') : undefined;
    const headers = version === undefined ? {} : { 'if-match': `"${String(version)}"` };
    const seen = await stage.ask('a.msa', method, path, { headers, ...(body === undefined ? {} : { body }) });
    expect([method, path, seen.status, seen.text.slice(0, wanted === seen.status ? 0 : 300)]).toEqual([method, path, wanted, '']);
    return seen;
  };
  const assign = (members: object[], scope: object[]) =>
    ask('POST', rolesAt('a', undefined, `/${stage.id('a.role')}/assignments`), 201, { name: 'Night', members, scope });

  it('A10 a security group leaves nothing to a new one of its name', async () => {
    const groups = `/organizations/${stage.id('a')}/groups`;
    const make = async (): Promise<string> => {
      const id = String((await ask('POST', groups, 201, { name: 'Night shift' })).at('id'));
      await ask('POST', `${groups}/${id}/members`, 200, { members: [user(stage.id('a.spare'))] });
      return id;
    };
    const first = await make();
    await assign([{ type: 'group', id: first }], all);
    expect(await spareSees()).toBe(200);
    await ask('DELETE', `${groups}/${first}`, 204);
    const second = await make();
    expect([second === first, await spareSees()]).toEqual([false, 403]);
    expect((await stage.ask('a.msa', 'GET', `${groups}/${first}`)).status).toBe(404);
  });

  it('A10 a room group leaves nothing to a new one of its name', async () => {
    const groups = `/customers/${stage.id('a')}/room-groups`;
    const make = async () => String((await ask('POST', groups, 201, { name: 'Top floor', rooms: [stage.id('a.room')] })).at('id'));
    const first = await make();
    await assign([user(stage.id('a.spare'))], [{ type: 'group', id: first }]);
    expect(await spareSees()).toBe(200);
    await ask('DELETE', `${groups}/${first}`, 200);
    const second = await make();
    expect([second === first, await spareSees()]).toEqual([false, 404]);
  });
});
