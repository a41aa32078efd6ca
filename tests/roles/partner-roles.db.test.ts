import { permissionsOf } from '@keyholder/contract';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { type Seen, bytesOf, absentLike } from '../support/composed.ts';
import { type Estate, openEstate, verdict } from './roles.fixture.ts';

let estate: Estate;
beforeEach(async () => {
  await estate?.close();
  estate = await openEstate();
});
afterAll(() => estate?.close());

const all = { type: 'all' };
const made = async (by: string, path: string, name: string, permissions: readonly string[]): Promise<string> =>
  String((await estate.ask(by, 'POST', path, { body: { name, permissions } })).at('id'));
const assign = (by: string, role: string, member: string, scope: readonly object[]) =>
  estate.ask(by, 'POST', estate.ofGamma(`/${role}/assignments`), { body: { name: 'New', members: [estate.member(member)], scope } });

describe('D26 custom partner roles', () => {
  it('a help-desk role with ticket permissions only is made, assigned and used', async () => {
    const { ask, ofGamma, atom, id } = estate;
    const role = await made('gamma.pa', ofGamma(), 'Help desk', ['tickets.view', 'tickets.update']);
    expect((await assign('gamma.pa', role, 'gamma.third', [atom('alpha.west')])).status).toBe(201);
    const incidents = await ask('gamma.third', 'GET', `/incidents?customer=${id('alpha')}`);
    expect([incidents.status, incidents.at('items')]).toEqual([200, []]);
    expect(await estate.sees('gamma.third', 'alpha.w1')).toBe(false);
  });

  it('A51 refuses everything outside the Primary Admin column, all of it together, and every wildcard', async () => {
    const column = new Set<string>(permissionsOf('primary-admin'));
    const { ask, ofGamma } = estate;
    const seen = await ask('gamma.pa', 'GET', ofGamma());
    const matrix = seen.at('matrix') as { key: string; grantable: boolean }[]; // what the contract says
    expect(
      matrix
        .filter(({ grantable }) => grantable)
        .map(({ key }) => key)
        .toSorted(),
    ).toEqual([...column].toSorted());
    for (const key of [...matrix.map((cell) => cell.key).filter((one) => !column.has(one)), '*']) {
      const refused = await ask('gamma.pa', 'POST', ofGamma(), { body: { name: key, permissions: ['rooms.view', key] } });
      expect([key, verdict(refused)]).toEqual([key, '403 exceeds_own_rights /permissions/1']);
    }
    expect((await ask('gamma.pa', 'GET', ofGamma())).at('items')).toHaveLength(3);
  });

  it('is the partner’s to make and to change, also for a Global Admin of the customer', async () => {
    const { ask, ofGamma } = estate;
    expect(verdict(await ask('alpha.ga', 'POST', ofGamma(), { body: { name: 'X', permissions: ['rooms.view'] } }))).toBe('403 forbidden');
    const change = { body: { name: 'X' }, headers: { 'if-match': '"1"' } };
    expect(verdict(await ask('alpha.ga', 'PATCH', ofGamma('/@gamma.field'), change))).toBe('403 forbidden');
  });
});

describe('D27 D29 A55 A56 two sides and two customers', () => {
  it('hides the customer’s roles from the partner, one partner’s from another, and one customer’s from the paths of another', async () => {
    const { ask, own, ofGamma, id } = estate;
    const absent = await ask('gamma.pa', 'GET', ofGamma(`/${absentLike(id('gamma.field'))}`));
    expect(absent.status).toBe(404);
    for (const [who, path] of [
      ['gamma.pa', own()],
      ['gamma.pa', own('/@alpha.chiefs')],
      ['gamma.pa', ofGamma('/@alpha.chiefs')],
      ['gamma.pa', ofGamma('/site-lead')],
      ['delta.pa', ofGamma()],
      ['delta.pa', ofGamma('/primary-admin')],
      ['gamma.pa', `/customers/${id('beta')}/partners/${id('gamma')}/roles/${id('gamma.field')}`],
      ['beta.msa', ofGamma()],
    ] as const)
      expect([who, path, bytesOf(await ask(who, 'GET', path))]).toEqual([who, path, bytesOf(absent)]);
    expect((await ask('alpha.msa', 'GET', own('/primary-admin'))).status).toBe(404);
    expect((await ask('alpha.msa', 'GET', own('/@gamma.field'))).status).toBe(404);
  });
});

describe('D22 D23 how many rooms a scope holds while it is chosen', () => {
  it('counts what its author sees of it, and nothing beyond', async () => {
    const { ask, id, atom } = estate;
    const paris = { type: 'rule', where: { city: ['Paris'] } };
    const measured = async (by: string, ...scope: object[]): Promise<unknown> => {
      const seen = await ask(by, 'POST', `/customers/${id('alpha')}/scope/measure`, { body: { scope } });
      return seen.status === 200 ? seen.at('rooms') : verdict(seen);
    };
    const counts = async (by: string) => [await measured(by, all), await measured(by, paris), await measured(by, atom('alpha.east'))];
    expect(await counts('alpha.msa')).toEqual([5, 4, 2]);
    expect(await counts('gamma.pa')).toEqual([3, 2, 1]);
    expect(await counts('gamma.helper')).toEqual([2, 1, '422 unknown_reference /scope/0/id']);
    expect(await measured('gamma.pa', all, atom('alpha.w1'))).toBe(3);
    expect(await measured('gamma.third', all)).toBe('404 not_found');
  });

  it('A05 answers a room or a group out of sight like one that is not there', async () => {
    const { ask, id, atom } = estate;
    const answer = async (named: { type: string; id: string }) =>
      bytesOf(await ask('gamma.pa', 'POST', `/customers/${id('alpha')}/scope/measure`, { body: { scope: [named] } }));
    for (const alias of ['alpha.e2', 'alpha.hidden', 'beta.b1', 'beta.group']) {
      const named = atom(alias);
      expect([alias, await answer(named)]).toEqual([alias, await answer({ ...named, id: absentLike(named.id) })]);
    }
  });
});

describe('D23 D24 D69 the delegated scope', () => {
  it('takes effect at once on every assignment, and both scopes are shown', async () => {
    const { ask, ofGamma, atom, assigned, sees } = estate;
    expect([await sees('gamma.tech', 'alpha.e1'), await sees('gamma.tech', 'alpha.w1')]).toEqual([true, true]);
    const admins = await assigned(ofGamma('/primary-admin'), 'alpha.msa');
    const narrowed = await ask('alpha.msa', 'PATCH', admins.path, { ...admins.ifMatch, body: { scope: [atom('alpha.w1')] } });
    expect([narrowed.status, narrowed.at('rooms'), narrowed.at('version')]).toEqual([200, 1, 2]);
    expect([await sees('gamma.tech', 'alpha.e1'), await sees('gamma.tech', 'alpha.w1'), await sees('gamma.pa', 'alpha.w2')]).toEqual([
      false,
      true,
      false,
    ]);
    const field = await assigned(ofGamma('/@gamma.field'), 'alpha.msa');
    expect([field.seen.at('scope'), field.seen.at('rooms'), field.seen.at('roomsBeforeCut')]).toEqual([[all], 1, 5]);
    const forPartner = await assigned(ofGamma('/@gamma.field'), 'gamma.pa');
    expect([forPartner.seen.at('rooms'), forPartner.seen.at('roomsBeforeCut')]).toEqual([1, undefined]);
  });

  it('D24 is changed by Managed Service Administrators and Global Admins alone', async () => {
    const { ask, ofGamma, own, assigned, member } = estate;
    const admins = await assigned(ofGamma('/primary-admin'), 'alpha.msa');
    const roles = await made('alpha.msa', own(), 'Roles', ['roles.view', 'roles.modify']);
    await ask('alpha.msa', 'POST', own(`/${roles}/assignments`), { body: { name: 'R', members: [member('alpha.plain')], scope: [all] } });
    const body = { scope: [all] };
    for (const who of ['alpha.plain', 'gamma.pa', 'gamma.helper'])
      expect([who, verdict(await ask(who, 'PATCH', admins.path, { ...admins.ifMatch, body }))]).toEqual([who, '403 forbidden']);
    expect((await ask('alpha.ga', 'PATCH', admins.path, { ...admins.ifMatch, body })).status).toBe(200);
  });

  it('D69 D68 leaves members to the partner, scope to the customer, and the rest of Assigned admins to nobody', async () => {
    const { ask, ofGamma, assigned, member, atom } = estate;
    const admins = await assigned(ofGamma('/primary-admin'), 'alpha.msa');
    const patch = async (who: string, body: object) => verdict(await ask(who, 'PATCH', admins.path, { ...admins.ifMatch, body }));
    const members = [member('gamma.pa')];
    expect(await patch('alpha.msa', { members })).toBe('403 forbidden');
    expect(await patch('alpha.msa', { members, scope: [all] })).toBe('403 forbidden');
    expect(await patch('gamma.pa', { scope: [atom('alpha.west')] })).toBe('403 forbidden');
    for (const who of ['alpha.msa', 'gamma.pa'])
      for (const body of [{ name: 'Renamed' }, { notify: false }]) expect([who, await patch(who, body)]).toEqual([who, '403 forbidden']);
    for (const who of ['alpha.msa', 'gamma.pa']) {
      expect(verdict(await ask(who, 'DELETE', admins.path, admins.ifMatch))).toBe('403 forbidden');
      expect(verdict(await ask(who, 'DELETE', ofGamma('/primary-admin'), { headers: { 'if-match': '"1"' } }))).toBe('403 forbidden');
      expect(verdict(await ask(who, 'PATCH', ofGamma('/primary-admin'), { body: { name: 'X' }, headers: { 'if-match': '"1"' } }))).toBe(
        '403 forbidden',
      );
    }
    expect(verdict(await assign('gamma.pa', 'primary-admin', 'gamma.third', [all]))).toBe('403 forbidden');
    expect(await patch('gamma.pa', { members: [...members, member('gamma.crew')] })).toBe('200');
    expect(await estate.sees('gamma.tech', 'alpha.e1')).toBe(true);
  });

  it('D06 A05 names nothing of another customer', async () => {
    const { ask, ofGamma, assigned, atom } = estate;
    const admins = await assigned(ofGamma('/primary-admin'), 'alpha.msa');
    const foreign = await ask('alpha.msa', 'PATCH', admins.path, { ...admins.ifMatch, body: { scope: [all, atom('beta.b1')] } });
    const absent = await ask('alpha.msa', 'PATCH', admins.path, {
      ...admins.ifMatch,
      body: { scope: [all, { type: 'room', id: absentLike(estate.id('beta.b1')) }] },
    });
    expect(verdict(foreign)).toBe('422 unknown_reference /scope/1/id');
    expect(bytesOf(foreign)).toBe(bytesOf(absent));
    expect(verdict(await ask('alpha.msa', 'PATCH', admins.path, { ...admins.ifMatch, body: { scope: [] } }))).toBe('422 invalid_value /scope');
  });
});

describe('D21 D25 members of Assigned admins', () => {
  it('D25 D28 are changed by Primary Admins alone: a role with all of their permissions does not make one', async () => {
    const { ask, ofGamma, assigned, member, id } = estate;
    const role = await made('gamma.pa', ofGamma(), 'Deputy', permissionsOf('primary-admin'));
    expect((await assign('gamma.pa', role, 'gamma.third', [all])).status).toBe(201);
    const { path, ifMatch, seen } = await assigned(ofGamma('/primary-admin'), 'gamma.third');
    expect(seen.at('allowedActions')).toContainEqual({ action: 'assignments.update_members', allowed: false, reason: 'exceeds_own_rights' });
    const members = [member('gamma.pa'), member('gamma.third')];
    const leave = () => ask('gamma.third', 'DELETE', `/partners/${id('gamma')}/customers/${id('alpha')}?rehearse=true`);
    expect((await leave()).status).toBe(403);
    expect(verdict(await ask('gamma.third', 'PATCH', path, { body: { members }, ...ifMatch }))).toBe('403 exceeds_own_rights');
    expect((await ask('gamma.pa', 'PATCH', path, { body: { members }, ...ifMatch })).status).toBe(200);
    expect((await leave()).status).toBe(200);
  });

  it('refuses what would leave nobody in effect: nobody, a disabled person, a group of nobody', async () => {
    const { ask, ofGamma, assigned, member } = estate;
    const admins = await assigned(ofGamma('/primary-admin'), 'gamma.pa');
    const patch = async (...aliases: string[]) =>
      verdict(await ask('gamma.pa', 'PATCH', admins.path, { ...admins.ifMatch, body: { members: aliases.map(member) } }));
    for (const members of [[], ['gamma.disabled'], ['gamma.empty'], ['gamma.disabled', 'gamma.empty']])
      expect([members, await patch(...members)]).toEqual([members, '409 last_primary_admin']);
    expect(await patch('gamma.outer')).toBe('200');
    expect(await estate.sees('gamma.tech', 'alpha.e1')).toBe(true);
    expect(await estate.sees('gamma.pa', 'alpha.e1')).toBe(false);
  });

  it('refuses strangers at their place, with the bytes of absent ones', async () => {
    const { ask, ofGamma, assigned, member } = estate;
    const admins = await assigned(ofGamma('/primary-admin'), 'gamma.pa');
    const patch = (id: string) =>
      ask('gamma.pa', 'PATCH', admins.path, { ...admins.ifMatch, body: { members: [member('gamma.pa'), { type: 'user', id }] } });
    const foreign = await patch(estate.id('alpha.msa'));
    expect(verdict(foreign)).toBe('422 unknown_reference /members/1/id');
    expect(bytesOf(foreign)).toBe(bytesOf(await patch(absentLike(estate.id('alpha.msa')))));
  });

  it('A58 takes three of five members out in one call, and keeps one entry of it in each ledger', async () => {
    const { ask, ofGamma, assigned, member, asAdmin } = estate;
    const five = ['gamma.pa', 'gamma.second', 'gamma.third', 'gamma.helper', 'gamma.ga'].map(member);
    const before = await assigned(ofGamma('/primary-admin'), 'gamma.pa');
    await ask('gamma.pa', 'PATCH', before.path, { ...before.ifMatch, body: { members: [...five, ...five] } });
    const now = await assigned(ofGamma('/primary-admin'), 'gamma.pa');
    expect(now.seen.at('members')).toHaveLength(5);
    const left = await ask('gamma.pa', 'PATCH', now.path, {
      ...now.ifMatch,
      body: { members: [member('gamma.helper'), member('gamma.pa'), member('gamma.pa')] },
    });
    expect(left.at('members')).toHaveLength(2);
    for (const who of ['gamma.second', 'gamma.third', 'gamma.ga']) expect([who, await estate.sees(who, 'alpha.e1')]).toEqual([who, false]);
    const entries = await asAdmin<{ action: string }>('select action from audit_entries where request = $1', [left.header('x-request-id')]);
    expect(entries.map(({ action }) => action)).toEqual(['assignment.modified', 'assignment.modified']);
  });
});

describe('D28 A51 A55 somebody who looks after a part', () => {
  const room = ['rooms.view'] as const;
  it('gives its own atoms and single rooms inside them, and nothing wider', async () => {
    const { ofGamma, atom } = estate;
    const role = await made('gamma.helper', ofGamma(), 'Viewers', room);
    const give = async (...scope: object[]) => verdict(await assign('gamma.helper', role, 'gamma.third', scope));
    expect(await give(atom('alpha.west'), atom('alpha.w1'))).toBe('201');
    expect(await give(atom('alpha.w2'), all)).toBe('403 exceeds_scope /scope/1');
    expect(await give({ type: 'rule', where: { city: ['Paris'] } })).toBe('403 exceeds_scope /scope/0');
    for (const hidden of ['alpha.e1', 'alpha.lone', 'alpha.east', 'alpha.hidden', 'beta.b1', 'beta.group'])
      expect([hidden, await give(atom(hidden))]).toEqual([hidden, '422 unknown_reference /scope/0/id']);
  });

  it('gives no permission that it lacks, and touches nothing above it', async () => {
    const { ask, ofGamma, assigned } = estate;
    const refused = await ask('gamma.helper', 'POST', ofGamma(), { body: { name: 'X', permissions: ['rooms.view', 'rooms.modify'] } });
    expect(verdict(refused)).toBe('403 exceeds_own_rights /permissions/1');
    const field = await assigned(ofGamma('/@gamma.field'), 'gamma.helper');
    for (const [method, path, body] of [
      ['PATCH', ofGamma('/@gamma.field'), { name: 'X' }],
      ['PATCH', ofGamma('/@gamma.field'), { permissions: ['rooms.view'] }],
      ['DELETE', ofGamma('/@gamma.field'), undefined],
      ['PATCH', field.path, { members: [] }],
      ['DELETE', field.path, undefined],
    ] as const)
      expect(verdict(await ask('gamma.helper', method, path, { headers: { 'if-match': '"1"' }, ...(body === undefined ? {} : { body }) }))).toBe(
        '403 exceeds_own_rights',
      );
    const admins = await assigned(ofGamma('/primary-admin'), 'gamma.helper');
    const joins = { ...admins.ifMatch, body: { members: [estate.member('gamma.helper')] } };
    expect(verdict(await ask('gamma.helper', 'PATCH', admins.path, joins))).toBe('403 exceeds_own_rights');
  });

  it('does not widen a role that is assigned where it does not reach', async () => {
    const { ask, ofGamma } = estate;
    const role = await made('gamma.pa', ofGamma(), 'Viewers', room);
    await assign('gamma.pa', role, 'gamma.third', [all]);
    const widened = { body: { permissions: ['rooms.view', 'tickets.view'] }, headers: { 'if-match': '"1"' } };
    expect(verdict(await ask('gamma.helper', 'PATCH', ofGamma(`/${role}`), widened))).toBe('403 exceeds_scope');
  });

  it('a Primary Admin may use wider atoms: the delegation cuts them (D23)', async () => {
    const { ofGamma, atom } = estate;
    const role = await made('gamma.pa', ofGamma(), 'Viewers', room);
    const given = await assign('gamma.pa', role, 'gamma.third', [all, atom('alpha.east'), { type: 'rule', where: { country: ['FR'] } }]);
    expect([given.status, given.at('rooms')]).toEqual([201, 3]);
    expect(await estate.sees('gamma.third', 'alpha.e2')).toBe(false);
    for (const hidden of ['alpha.lone', 'alpha.e2', 'alpha.hidden'])
      expect([hidden, verdict(await assign('gamma.pa', role, 'gamma.third', [atom(hidden)]))]).toEqual([hidden, '422 unknown_reference /scope/0/id']);
  });

  it('A93 sees of other assignments only the rooms in its own sight', async () => {
    const { ofGamma, assigned } = estate;
    const admins = await assigned(ofGamma('/primary-admin'), 'gamma.helper');
    expect([admins.seen.at('scope'), admins.seen.at('rooms')]).toEqual([[estate.atom('alpha.west')], 2]);
  });
});

describe('D30 the customer sees and takes back', () => {
  it('names everybody, also through nested groups, and deletes roles and assignments of the partner', async () => {
    const { ask, ofGamma, assigned } = estate;
    const field = await assigned(ofGamma('/@gamma.field'), 'alpha.msa');
    expect(field.seen.at('people', 0, 'person', 'name')).toBe('tech of gamma');
    expect(field.seen.at('people', 0, 'through')).toEqual(['Crew']);
    expect((await ask('alpha.msa', 'DELETE', field.path, field.ifMatch)).status).toBe(200);
    expect(await estate.sees('gamma.tech', 'alpha.w1')).toBe(false);
    expect((await ask('alpha.msa', 'DELETE', ofGamma('/@gamma.helpers'), { headers: { 'if-match': '"1"' } })).status).toBe(200);
    expect(await estate.sees('gamma.helper', 'alpha.w1')).toBe(false);
    expect((await ask('gamma.pa', 'GET', ofGamma('/@gamma.helpers'))).status).toBe(404);
  });

  it('D47 keeps the names of it out of the partner’s ledger', async () => {
    const { ask, ofGamma, asAdmin, id } = estate;
    const seen = await ask('gamma.pa', 'POST', ofGamma(), { body: { name: 'Secret desk', permissions: ['rooms.view'] } });
    const entries = await asAdmin<{ organization: string; entry: string }>(
      'select organization_id as organization, to_jsonb(e)::text as entry from audit_entries e where request = $1',
      [seen.header('x-request-id')],
    );
    const holds = new Map(entries.map(({ organization, entry }) => [organization, entry.includes('Secret desk')]));
    expect(holds).toEqual(
      new Map([
        [id('alpha'), true],
        [id('gamma'), false],
      ]),
    );
  });
});

describe('D05 D36 D40 change control', () => {
  const events = (estate_: Estate) => `/customers/${estate_.id('alpha')}/partners/${estate_.id('gamma')}/change-control`;
  it('leaves unnamed events as they are, and binds the next request', async () => {
    const { ask, ofGamma, id } = estate;
    const before = await ask('alpha.msa', 'GET', events(estate));
    const put = (body: object, version: unknown) =>
      ask('alpha.msa', 'PUT', events(estate), { body, headers: { 'if-match': `"${String(version)}"` } });
    const first = await put({ events: { 'rings.modify': 'manual' } }, before.at('version'));
    const second = await put({ events: { 'roles.modify': 'manual' } }, first.at('version'));
    expect([second.at('events', 'rings.modify'), second.at('events', 'roles.modify'), second.at('events', 'rooms.modify')]).toEqual([
      'manual',
      'manual',
      'auto',
    ]);
    expect(verdict(await put({ events: { 'rooms.view': 'manual' } }, second.at('version')))).toBe('422 unknown_property /events/rooms.view');

    const asked = await ask('gamma.pa', 'POST', ofGamma(), { body: { name: 'Waits', permissions: ['rooms.view'] } });
    expect([asked.status, asked.at('changeRequest', 'event')]).toEqual([202, 'roles.modify']);
    expect((await ask('gamma.pa', 'GET', ofGamma())).at('items')).toHaveLength(3);
    const admins = await estate.assigned(ofGamma('/primary-admin'), 'gamma.pa');
    const members = { ...admins.ifMatch, body: { members: [estate.member('gamma.pa')] } };
    const waiting = await ask('gamma.pa', 'PATCH', admins.path, members);
    expect(waiting.status).toBe(202);
    // who is named stands there by name for whoever decides (D30), and nothing of the scope, which nobody asked to change (D22)
    const request = await ask('alpha.msa', 'GET', `/customers/${id('alpha')}/change-requests/${String(waiting.at('changeRequest', 'id'))}`);
    expect(request.at('members')).toEqual(expect.arrayContaining([{ id: id('gamma.second'), name: 'second of gamma' }]));
    expect([request.at('before', 'scope'), request.at('after', 'scope')]).toEqual([undefined, undefined]);
    // the customer's own act waits for nobody
    expect((await ask('alpha.msa', 'PATCH', admins.path, { ...admins.ifMatch, body: { scope: [all] } })).status).toBe(200);
    // what could not be done is refused at once
    expect(verdict(await ask('gamma.pa', 'POST', ofGamma(), { body: { name: 'Field', permissions: ['rooms.view'] } }))).toBe(
      '409 already_exists /name',
    );

    await put({ events: { 'roles.modify': 'auto' } }, (await ask('alpha.msa', 'GET', events(estate))).at('version'));
    expect((await ask('gamma.pa', 'GET', ofGamma())).at('items')).toHaveLength(3);
  });

  it('D22 D37 tells whoever reads a request of the scope that an assignment would lose, as long as it has that', async () => {
    const { ask, id, ofGamma, atom } = estate;
    const put = async (mode: string) => {
      const version = (await ask('alpha.msa', 'GET', events(estate))).at('version');
      return ask('alpha.msa', 'PUT', events(estate), {
        body: { events: { 'roles.modify': mode } },
        headers: { 'if-match': `"${String(version)}"` },
      });
    };
    const asked = (waiting: Seen, by: string) =>
      ask(by, 'GET', `/customers/${id('alpha')}/change-requests/${String(waiting.at('changeRequest', 'id'))}`);
    const field = ofGamma('/@gamma.field');
    const made = await ask('gamma.pa', 'POST', `${field}/assignments`, {
      body: { name: 'Twice', members: [estate.member('gamma.tech')], scope: [atom('alpha.west'), atom('alpha.e1')] },
    });
    expect(made.status).toBe(201);
    await put('manual');
    const path = `${field}/assignments/${String(made.at('id'))}`;
    const ifMatch = { headers: { 'if-match': `"${String(made.at('version'))}"` } };
    const narrowed = await ask('gamma.pa', 'PATCH', path, { ...ifMatch, body: { scope: [atom('alpha.e1')] } });
    const renamed = await ask('gamma.pa', 'PATCH', path, { ...ifMatch, body: { name: 'Thrice' } });
    const removed = await ask('gamma.pa', 'DELETE', path, ifMatch);
    const added = await ask('gamma.pa', 'POST', `${field}/assignments`, {
      body: { name: 'New', members: [estate.member('gamma.tech')], scope: [atom('alpha.e1')] },
    });
    expect([narrowed.status, renamed.status, removed.status, added.status]).toEqual([202, 202, 202, 202]);
    for (const reader of ['alpha.msa', 'gamma.pa']) {
      const former = (await asked(narrowed, reader)).at('before', 'scope');
      expect(former).toHaveLength(2);
      expect(former).toEqual(expect.arrayContaining([atom('alpha.west'), atom('alpha.e1')]));
      expect((await asked(narrowed, reader)).at('after', 'scope')).toEqual([atom('alpha.e1')]);
      const gone = await asked(removed, reader);
      expect([gone.at('before', 'scope'), gone.at('after')]).toEqual([former, null]);
      // nobody asked to change that
      expect((await asked(renamed, reader)).at('before', 'scope')).toBeUndefined();
      const fresh = await asked(added, reader);
      expect([fresh.at('before'), fresh.at('after', 'name')]).toEqual([null, 'New']);
    }
    await put('auto');
    expect((await ask('gamma.pa', 'PATCH', path, { ...ifMatch, body: { scope: [atom('alpha.west')] } })).status).toBe(200);
    expect((await asked(narrowed, 'alpha.msa')).at('before', 'scope')).toBeUndefined();
  });

  it('D05 D30 covers who is named, whoever names it; who joins a named group is in the ledger of the customer at once', async () => {
    const { ask, id, member, asAdmin } = estate;
    const admins = `/partners/${id('gamma')}/customers/${id('alpha')}/primary-admins`;
    expect((await ask('gamma.tm', 'POST', admins, { body: { member: member('gamma.crew') } })).status).toBe(201);
    const version = String((await ask('alpha.msa', 'GET', events(estate))).at('version'));
    await ask('alpha.msa', 'PUT', events(estate), { body: { events: { 'roles.modify': 'manual' } }, headers: { 'if-match': `"${version}"` } });

    for (const by of ['gamma.tm', 'gamma.pa'])
      for (const named of ['gamma.third', 'gamma.outer'])
        expect([by, named, (await ask(by, 'POST', admins, { body: { member: member(named) } })).status]).toEqual([by, named, 202]);
    const members = `/organizations/${id('gamma')}/groups/${id('gamma.crew')}/members`;
    const joined = await ask('gamma.ga', 'POST', members, { body: { members: [member('gamma.third')] } });
    expect([joined.status, await estate.sees('gamma.third', 'alpha.e1')]).toEqual([200, true]);
    const entries = await asAdmin<{ organization: string; entry: string }>(
      'select organization_id as organization, to_jsonb(e)::text as entry from audit_entries e where request = $1',
      [joined.header('x-request-id')],
    );
    expect(entries.filter(({ entry }) => entry.includes(id('gamma.third'))).map(({ organization }) => organization)).toContain(id('alpha'));
  });
});

describe('D66 Primary Admins from the Tenants list', () => {
  const path = () => `/partners/${estate.id('gamma')}/customers/${estate.id('alpha')}/primary-admins`;
  const add = async (who: string, alias: string) => verdict(await estate.ask(who, 'POST', path(), { body: { member: estate.member(alias) } }));

  it('are named by Primary Admins and Tenant Managers, who do not name themselves', async () => {
    expect(await add('gamma.tm', 'gamma.tm')).toBe('403 exceeds_own_rights /member');
    expect(await add('gamma.tm', 'gamma.managers')).toBe('403 exceeds_own_rights /member');
    expect(await add('gamma.tm', 'gamma.third')).toBe('201');
    expect(await estate.sees('gamma.third', 'alpha.e1')).toBe(true);
    expect(await add('gamma.third', 'gamma.crew')).toBe('201');
    expect(await add('gamma.tm', 'gamma.third')).toBe('409 already_exists /member');
    for (const nobody of ['gamma.disabled', 'gamma.empty', 'alpha.msa'])
      expect([nobody, await add('gamma.tm', nobody)]).toEqual([nobody, '422 primary_admin_not_in_effect /member']);
    expect([await add('gamma.ga', 'gamma.ga'), await add('gamma.helper', 'gamma.ga'), await add('delta.pa', 'gamma.ga')]).toEqual([
      '403 forbidden',
      '403 forbidden',
      '404 not_found',
    ]);
  });

  it('tells both sides by mail, and the Tenant Manager nothing of the customer', async () => {
    const seen = await estate.ask('gamma.tm', 'POST', path(), { body: { member: estate.member('gamma.third') } });
    expect([seen.at('scope'), seen.at('people'), seen.at('primaryAdmins'), seen.at('roomCount')]).toEqual([undefined, undefined, undefined, 3]);
    const mails = await estate.asAdmin<{ organization: string; user: string }>(
      `select organization_id as organization, user_id as "user" from mails where template = 'primary-admins-named' order by 1, 2`,
    );
    expect(mails.map(({ user }) => user).toSorted()).toEqual(['alpha.msa', 'gamma.third', 'gamma.tm'].map(estate.id).toSorted());
  });

  it('D21 end the time without one', async () => {
    const { ask, asAdmin, id } = estate;
    for (const alias of ['gamma.pa', 'gamma.second']) {
      const at = `/organizations/${id('gamma')}/users/${id(alias)}`;
      const version = (await ask('gamma.ga', 'GET', at)).at('version');
      expect((await ask('gamma.ga', 'PATCH', at, { body: { active: false }, headers: { 'if-match': `"${String(version)}"` } })).status).toBe(200);
    }
    const unattended = async () =>
      (
        await asAdmin<{ unattended: boolean }>('select unattended from delegations where organization_id = $1 and partner_id = $2', [
          id('alpha'),
          id('gamma'),
        ])
      )[0]?.unattended;
    expect(await unattended()).toBe(true);
    expect(await estate.sees('gamma.tech', 'alpha.w1')).toBe(true);
    expect(await add('gamma.tm', 'gamma.third')).toBe('201');
    expect(await unattended()).toBe(false);
  });
});
