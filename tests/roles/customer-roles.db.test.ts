import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { type Estate, openEstate, verdict } from './roles.fixture.ts';

let estate: Estate;
beforeEach(async () => {
  await estate?.close();
  estate = await openEstate();
});
afterAll(() => estate?.close());

const all = { type: 'all' };
const create = (by: string, name: string, permissions: readonly string[]) => estate.ask(by, 'POST', estate.own(), { body: { name, permissions } });
const assign = (by: string, role: unknown, member: string, scope: readonly object[]) =>
  estate.ask(by, 'POST', estate.own(`/${String(role)}/assignments`), { body: { name: 'New', members: [estate.member(member)], scope } });

describe('D27 roles of the customer’s own people', () => {
  it('lists four built-in ones before the custom ones, with what is not offered yet, and pages through them', async () => {
    const { ask, own } = estate;
    await create('alpha.msa', 'Desk', ['rooms.view', 'remote.run']);
    const items = (await ask('alpha.msa', 'GET', own('?count=true'))).at('items') as { name: string; notOffered: string[] }[]; // as the contract says
    expect(items.map(({ name }) => name)).toEqual(['Managed Service Administrator', 'Site Lead', 'Site Tech', 'Auditor', 'Chiefs', 'Desk']);
    expect(items.at(-1)?.notOffered).toEqual(['remote.run']);
    const names: unknown[] = [];
    let cursor = '';
    do {
      const page = await ask('alpha.msa', 'GET', own(`?limit=2${cursor}`));
      names.push(page.at('items', 0, 'name'), page.at('items', 1, 'name'));
      cursor = page.at('nextCursor') === null ? '' : `&cursor=${String(page.at('nextCursor'))}`;
    } while (cursor !== '');
    expect(names).toEqual(items.map(({ name }) => name));
  });

  it('counts who holds Managed Service Administrator in the directory, and lets nobody assign it', async () => {
    const { ask, own } = estate;
    expect((await ask('alpha.msa', 'GET', own('/managed-service-admin'))).at('people')).toBe(1);
    for (const who of ['alpha.msa', 'alpha.ga'])
      expect([who, verdict(await assign(who, 'managed-service-admin', 'alpha.plain', [all]))]).toEqual([who, '403 forbidden']);
  });

  it('refuses to change or delete a built-in role', async () => {
    const { ask, own } = estate;
    for (const role of ['managed-service-admin', 'site-lead', 'site-tech', 'auditor']) {
      const ifMatch = { headers: { 'if-match': '"1"' } };
      expect(verdict(await ask('alpha.ga', 'PATCH', own(`/${role}`), { ...ifMatch, body: { permissions: ['rooms.view'] } }))).toBe('403 forbidden');
      expect(verdict(await ask('alpha.ga', 'DELETE', own(`/${role}`), ifMatch))).toBe('403 forbidden');
    }
  });

  it('assigns Site Tech and Auditor over what is chosen, and nothing beside it', async () => {
    const { atom, sees, ask, id } = estate;
    expect((await assign('alpha.msa', 'site-tech', 'alpha.team', [atom('alpha.east')])).status).toBe(201);
    expect([await sees('alpha.plain', 'alpha.e2'), await sees('alpha.plain', 'alpha.w1')]).toEqual([true, false]);
    expect((await assign('alpha.msa', 'auditor', 'alpha.plain', [all])).status).toBe(201);
    expect((await ask('alpha.plain', 'GET', `/customers/${id('alpha')}/partners`)).status).toBe(200);
  });
});

describe('custom roles of the customer', () => {
  it('D01 D24 D41 never hold partners.manage, nor what no administrator has', async () => {
    for (const key of ['partners.manage', 'changes.request', 'elevations.request', '*'])
      expect([key, verdict(await create('alpha.ga', 'X', ['rooms.view', key]))]).toEqual([key, '403 exceeds_own_rights /permissions/1']);
    expect(verdict(await create('alpha.msa', 'X', ['rooms.view', 'rooms.fly']))).toBe('422 invalid_value /permissions/1');
    expect(verdict(await create('alpha.msa', 'X', ['tickets.view', 'rooms.modify']))).toBe('422 permission_requires /permissions/1');
    expect(verdict(await create('alpha.msa', 'X', []))).toBe('422 invalid_value /permissions');
  });

  it('A06 have names of their own on each side, and none of a built-in role', async () => {
    expect(verdict(await create('alpha.msa', 'Chiefs', ['rooms.view']))).toBe('409 already_exists /name');
    for (const name of ['site lead', 'Site\u00a0Lead', 'Site Lead\u200b', '\u202echiefs', ' CHIEFS  '])
      expect([name, verdict(await create('alpha.msa', name, ['rooms.view']))]).toEqual([name, '409 already_exists /name']);
    expect(verdict(await create('alpha.msa', '\u200b\u202e', ['rooms.view']))).toBe('422 invalid_value /name');
  });

  it('A71 have words of one alphabet each, in new names; one that was there before stays until it is changed', async () => {
    const { ask, asAdmin, id, own } = estate;
    for (const name of ['Ch\u0456efs', 'Night Ch\u0456efs', 'Ch\u0456\u200befs', '\u03a1atrol'])
      expect([name, verdict(await create('alpha.msa', name, ['rooms.view']))]).toEqual([name, '422 mixed_alphabets /name']);
    const made = await create('alpha.msa', 'IT-\u043e\u0442\u0434\u0435\u043b', ['rooms.view']);
    expect(made.status).toBe(201);
    const role = own(`/${String(made.at('id'))}`);
    await asAdmin(`update roles set name = 'Ch\u0456efs' where organization_id = $1 and id = $2`, [id('alpha'), String(made.at('id'))]);
    const change = (body: object, version: number) => ask('alpha.msa', 'PATCH', role, { body, headers: { 'if-match': `"${version}"` } });
    expect(verdict(await change({ name: 'Ch\u0456efs', permissions: ['rooms.view', 'groups.view'] }, 1))).toBe('200');
    expect(verdict(await change({ name: 'Sup\u0435r' }, 2))).toBe('422 mixed_alphabets /name');
    expect(verdict(await change({ name: 'IT' }, 2))).toBe('200');
  });

  it('A06 may be called alike at another customer, and as a partner’s role is', async () => {
    expect((await create('alpha.msa', 'Field', ['rooms.view'])).status).toBe(201); // gamma has one of that name here
    expect(
      (await estate.ask('beta.msa', 'POST', `/customers/${estate.id('beta')}/roles`, { body: { name: 'Chiefs', permissions: ['rooms.view'] } }))
        .status,
    ).toBe(201);
  });

  it('take and give at once for everybody who holds them', async () => {
    const { ask, own, sees, atom, id } = estate;
    const role = (await create('alpha.msa', 'Desk', ['rooms.view', 'rooms.modify'])).at('id');
    await assign('alpha.msa', role, 'alpha.team', [atom('alpha.east')]);
    expect(await sees('alpha.plain', 'alpha.e1')).toBe(true);
    const changed = await ask('alpha.msa', 'PATCH', own(`/${String(role)}`), {
      headers: { 'if-match': '"1"' },
      body: { permissions: ['tickets.view', 'tickets.view'] },
    });
    expect([changed.status, changed.at('permissions'), changed.at('version')]).toEqual([200, ['tickets.view'], 2]);
    expect(await sees('alpha.plain', 'alpha.e1')).toBe(false);
    const rehearsed = await ask('alpha.msa', 'DELETE', own(`/${String(role)}?rehearse=true`));
    expect([rehearsed.status, rehearsed.at('loses', 0, 'person', 'id')]).toEqual([200, id('alpha.plain')]);
    expect(
      (await ask('alpha.msa', 'DELETE', own(`/${String(role)}`), { headers: { 'keyholder-rehearsal': String(rehearsed.at('rehearsal')) } })).status,
    ).toBe(200);
    expect((await ask('alpha.msa', 'GET', own(`/${String(role)}`))).status).toBe(404);
  });
});

describe('D28 whoever looks after roles over a part', () => {
  it('gives within it, and nothing wider', async () => {
    const { atom, sees } = estate;
    const role = (await create('alpha.chief', 'Viewers', ['rooms.view'])).at('id');
    const give = async (...scope: object[]) => verdict(await assign('alpha.chief', role, 'alpha.plain', scope));
    expect(await give(atom('alpha.west'), atom('alpha.w2'))).toBe('201');
    expect([await sees('alpha.plain', 'alpha.w1'), await sees('alpha.plain', 'alpha.e1')]).toEqual([true, false]);
    expect(await give(all)).toBe('403 exceeds_scope /scope/0');
    expect(await give(atom('alpha.w1'), atom('alpha.e1'), atom('alpha.east'))).toBe('422 unknown_reference /scope/1/id /scope/2/id');
    expect(verdict(await create('alpha.chief', 'X', ['rooms.view', 'rooms.modify']))).toBe('403 exceeds_own_rights /permissions/1');
  });

  it('A55 takes back nothing above it, while administrators take back anything', async () => {
    const { ask, own, assigned } = estate;
    const auditors = await assigned(own('/auditor'), 'alpha.msa');
    expect(verdict(await ask('alpha.chief', 'DELETE', auditors.path, auditors.ifMatch))).toBe('403 exceeds_own_rights');
    const chiefs = await assigned(own('/@alpha.chiefs'), 'alpha.msa');
    expect((await ask('alpha.msa', 'DELETE', chiefs.path, chiefs.ifMatch)).status).toBe(200);
    expect((await ask('alpha.chief', 'GET', own())).status).toBe(403);
  });

  it('D30 takes back of a partner’s what lies in its reach, and nothing beyond', async () => {
    const { ask, ofGamma, assigned } = estate;
    const field = await assigned(ofGamma('/@gamma.field'), 'alpha.msa');
    expect(verdict(await ask('alpha.chief', 'DELETE', field.path, field.ifMatch))).toBe('403 exceeds_scope');
    const helpers = await assigned(ofGamma('/@gamma.helpers'), 'alpha.msa');
    expect((await ask('alpha.chief', 'DELETE', helpers.path, helpers.ifMatch)).status).toBe(200);
  });
});

describe('bad input', () => {
  it('A05 names neither people nor rooms of others, each at its place', async () => {
    const { ask, own, member, atom } = estate;
    const body = {
      name: 'N',
      members: [member('alpha.plain'), member('beta.msa'), member('gamma.crew')],
      scope: [all, atom('beta.b1'), atom('beta.group')],
    };
    const seen = await ask('alpha.msa', 'POST', own('/site-tech/assignments'), { body });
    expect(verdict(seen)).toBe('422 unknown_reference /members/1/id /members/2/id');
    const scopeOnly = await ask('alpha.msa', 'POST', own('/site-tech/assignments'), { body: { ...body, members: [member('alpha.plain')] } });
    expect(verdict(scopeOnly)).toBe('422 unknown_reference /scope/1/id /scope/2/id');
  });

  it('has bounds, and counts what is repeated once', async () => {
    const { ask, own, member, atom } = estate;
    const fake = (prefix: string, n: number) => `${prefix}_${String(n).padStart(26, '0')}`;
    const post = (more: object) =>
      ask('alpha.msa', 'POST', own('/site-tech/assignments'), { body: { name: 'N', members: [member('alpha.plain')], scope: [all], ...more } });
    expect(verdict(await post({ members: Array.from({ length: 1001 }, (_, n) => ({ type: 'user', id: fake('usr', n) })) }))).toBe(
      '422 too_many /members',
    );
    expect(verdict(await post({ scope: Array.from({ length: 5001 }, () => all) }))).toBe('422 too_many /scope');
    expect(verdict(await post({ scope: [] }))).toBe('422 invalid_value /scope');
    expect(verdict(await post({ scope: [{ type: 'rule', where: { colour: ['red'] } }] }))).toBe('422 unknown_property /scope/0/where/colour');
    const doubled = await post({ members: Array.from({ length: 3 }, () => member('alpha.plain')), scope: [atom('alpha.west'), atom('alpha.west')] });
    expect([doubled.status, doubled.at('members'), doubled.at('scope')]).toEqual([201, [member('alpha.plain')], [atom('alpha.west')]]);
  });

  it('shows a deleted group as gone; it gives nothing, and may stay or be left out', async () => {
    const { ask, own, id, member, atom } = estate;
    const made = await assign('alpha.msa', 'site-tech', 'alpha.team', [atom('alpha.east')]);
    const group = `/organizations/${id('alpha')}/groups/${id('alpha.team')}`;
    const version = (await ask('alpha.ga', 'GET', group)).at('version');
    await estate.asAdmin('delete from groups where organization_id = $1 and id = $2', [id('alpha'), id('alpha.team')]);
    expect(version).toBeDefined();
    const path = own(`/site-tech/assignments/${String(made.at('id'))}`);
    const gone = await ask('alpha.msa', 'GET', path);
    expect(gone.at('memberNames', 0)).toEqual({ ...member('alpha.team'), name: null, state: 'gone' });
    const changed = await ask('alpha.msa', 'PATCH', path, {
      headers: { 'if-match': '"1"' },
      body: { members: [member('alpha.team'), member('alpha.chief')] },
    });
    expect(changed.status).toBe(200);
    const left = await ask('alpha.msa', 'PATCH', path, { headers: { 'if-match': '"2"' }, body: { members: [member('alpha.chief')] } });
    expect(left.at('members')).toEqual([member('alpha.chief')]);
  });
});
