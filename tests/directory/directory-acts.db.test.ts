import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Stage, actsOf, codeOf, group, openStage, organizationOf, personOf, user } from './stage.fixture.ts';

const all = [{ type: 'all' }];
/** Litware serves Fab. Its group Leads is Primary Admin there; Desk, in which Night shift is, holds tickets only. */
const world = {
  organizations: [organizationOf('fab'), organizationOf('other'), organizationOf('lit', { partnerEligible: true })],
  users: [
    personOf('fab', 'ga', ['global-admin']),
    personOf('fab', 'msa', ['managed-service-admin']),
    ...['lea', 'max'].map((name) => personOf('fab', name)),
    personOf('other', 'msa', ['managed-service-admin']),
    personOf('lit', 'ga', ['global-admin']),
    personOf('lit', 'msa', ['managed-service-admin']),
    personOf('lit', 'both', ['managed-service-admin']),
    ...['ann', 'bob', 'cat', 'tess'].map((name) => personOf('lit', name)),
  ],
  groups: [
    { id: 'lit.leads', organization: 'lit', name: 'Leads', members: [user('lit.ann'), user('lit.both')] },
    { id: 'lit.desk', organization: 'lit', name: 'Desk', members: [group('lit.night')] },
    { id: 'lit.night', organization: 'lit', name: 'Night shift', members: [user('lit.tess')] },
    { id: 'lit.free', organization: 'lit', name: 'Carries nothing', members: [] },
    { id: 'lit.answering', organization: 'lit', name: 'Answering', members: [] },
    { id: 'fab.site', organization: 'fab', name: 'Site team', members: [] },
    { id: 'fab.audit', organization: 'fab', name: 'Auditors', members: [] },
  ],
  customerAssignments: [
    { customer: 'fab', role: 'site-lead', members: [group('fab.site')], scope: all },
    { customer: 'fab', role: 'auditor', members: [group('fab.audit')], scope: all },
  ],
  delegations: [
    {
      customer: 'fab',
      partner: 'lit',
      scope: all,
      primaryAdmins: [group('lit.leads')],
      roles: [{ id: 'lit.help', name: 'Help desk', permissions: ['tickets.view', 'tickets.update'] }],
      assignments: [{ role: 'lit.help', members: [group('lit.desk')], scope: all }],
    },
  ],
};

let stage: Stage;
let act: ReturnType<typeof actsOf>;
let elsewhere: ReturnType<typeof actsOf>;
beforeAll(async () => {
  stage = await openStage(world);
  act = actsOf(stage);
  elsewhere = actsOf(stage, stage.other);
});
afterAll(() => stage?.close());

const value = (outcome: unknown): Record<string, unknown> => {
  if (typeof outcome === 'object' && outcome !== null && 'value' in outcome && typeof outcome.value === 'object' && outcome.value !== null) {
    const answer: unknown = Reflect.get(outcome.value, 'value');
    if (typeof answer === 'object' && answer !== null) return Object.fromEntries(Object.entries(answer));
  }
  throw new Error(`refused: ${JSON.stringify(outcome)}`);
};
const lit = (): Record<string, string> => ({ organization: stage.id('lit') });

describe('groups that carry rights', () => {
  it('D28 A52 take nobody from a Managed Service Administrator who does not hold what they carry, itself least of all', async () => {
    for (const into of ['lit.leads', 'lit.desk', 'lit.night']) {
      for (const who of ['lit.msa', 'lit.bob'])
        expect([into, who, codeOf(await act.add('lit.msa', into, who))]).toEqual([into, who, 'exceeds_own_rights']);
      expect(codeOf(await act.setMembers('lit.msa', into, 'lit.msa'))).toBe('exceeds_own_rights');
    }
    expect(codeOf(await act.add('lit.msa', 'lit.free', 'lit.msa'))).toBe('done');
    expect(codeOf(await act.add('lit.msa', 'lit.desk', 'lit.free'))).toBe('exceeds_own_rights');
    expect(codeOf(await act.remove('lit.msa', 'lit.free', 'lit.msa'))).toBe('done');
  });

  it('D28 take somebody from whoever holds it, and from the Global Admin', async () => {
    expect(codeOf(await act.add('lit.both', 'lit.leads', 'lit.bob'))).toBe('done');
    expect(codeOf(await act.add('lit.both', 'lit.night', 'lit.cat'))).toBe('done');
    expect(codeOf(await act.add('lit.ga', 'lit.desk', 'lit.free'))).toBe('done');
  });

  it('D28 let go of anybody, whoever asks', async () => {
    expect(codeOf(await act.remove('lit.msa', 'lit.leads', 'lit.bob'))).toBe('done');
    expect(codeOf(await act.remove('lit.msa', 'lit.night', 'lit.cat'))).toBe('done');
    expect(codeOf(await act.remove('lit.msa', 'lit.desk', 'lit.free'))).toBe('done');
  });

  it('D28 at home too: a Managed Service Administrator gives what lies in its own column', async () => {
    expect(codeOf(await act.add('fab.msa', 'fab.site', 'fab.lea'))).toBe('done');
    expect(codeOf(await act.add('fab.msa', 'fab.audit', 'fab.max'))).toBe('done');
    expect(codeOf(await act.add('fab.lea', 'fab.audit', 'fab.lea'))).toBe('forbidden');
    expect(codeOf(await act.add('lit.ga', 'fab.audit', 'lit.ga'))).toBe('not_found');
  });

  it('A63 say beforehand what they would refuse, in lists as well', async () => {
    const mayAdd = async (by: string): Promise<string[]> => {
      const items = value(await stage.ask('groups.list', by, { params: lit() }))['items'];
      return (Array.isArray(items) ? items : []).flatMap((one: { name: string; allowedActions: { action: string; allowed: boolean }[] }) =>
        one.allowedActions.some(({ action, allowed }) => action === 'group_members.add' && allowed) ? [one.name] : [],
      );
    };
    expect(await mayAdd('lit.ga')).toEqual(['Answering', 'Carries nothing', 'Desk', 'Leads', 'Night shift']);
    expect(await mayAdd('lit.msa')).toEqual(['Answering', 'Carries nothing']);
    expect(await mayAdd('lit.both')).toEqual(['Answering', 'Carries nothing', 'Desk', 'Leads', 'Night shift']);
    expect(await mayAdd('lit.tess')).toEqual([]);
  });

  it('A58 lose three at once in one act and one entry, which gives and takes what it says', async () => {
    await act.add('lit.ga', 'lit.free', 'lit.bob', 'lit.cat', 'lit.tess', 'lit.ann');
    expect(codeOf(await act.setMembers('lit.msa', 'lit.free', 'lit.ann', 'lit.ann'))).toBe('done');
    const [entry] = await stage.asAdmin<{ removed: unknown[] }>(
      `select changes->'removed' as removed from audit_entries where action = 'group.members_changed' and target_id = $1 order by age(xmin) limit 1`,
      [stage.id('lit.free')],
    );
    expect(entry?.removed).toHaveLength(3);
    expect(codeOf(await act.setMembers('lit.msa', 'lit.free'))).toBe('done');
  });
});

describe('a member that leaves', () => {
  const customer = () => ({ params: { partner: stage.id('lit'), customer: stage.id('fab') } });
  const see = async (who: string, server: { ask: Stage['ask'] } = stage) => codeOf(await server.ask('partner_customers.get', who, customer()));

  it('D43 A74 has no access at the next request, on either server, whatever took it out', async () => {
    const takes: [string, () => Promise<unknown>, () => Promise<unknown>][] = [
      ['of its group', () => act.remove('lit.ga', 'lit.night', 'lit.tess'), () => act.add('lit.ga', 'lit.night', 'lit.tess')],
      ['with its group', () => act.remove('lit.ga', 'lit.desk', 'lit.night'), () => act.add('lit.ga', 'lit.desk', 'lit.night')],
      ['of all of it', () => act.setMembers('lit.ga', 'lit.night'), () => act.setMembers('lit.ga', 'lit.night', 'lit.tess')],
      ['by being disabled', () => act.setActive('lit.ga', 'lit.tess', false), () => act.setActive('lit.ga', 'lit.tess', true)],
    ];
    for (const [how, take, give] of takes) {
      for (const server of [stage, stage.other]) expect([how, await see('lit.tess', server)]).toEqual([how, 'done']);
      await take();
      for (const server of [stage.other, stage]) expect([how, await see('lit.tess', server)]).toEqual([how, 'not_found']);
      await give();
    }
    expect(await see('lit.tess', stage.other)).toBe('done');
  });

  it('D21 a group that is deleted takes its rights with it, and out of every assignment', async () => {
    await act.add('lit.ga', 'lit.free', 'lit.cat');
    await act.add('lit.ga', 'lit.desk', 'lit.free');
    expect(await see('lit.cat', stage.other)).toBe('done');
    expect(codeOf(await elsewhere.removeGroup('lit.msa', 'lit.free'))).toBe('done');
    expect(await see('lit.cat')).toBe('not_found');
    expect(codeOf(await act.removeGroup('lit.msa', 'lit.desk'))).toBe('done');
    expect(await see('lit.tess')).toBe('not_found');
    expect(await stage.asAdmin(`select from assignment_members where member_id = $1`, [stage.id('lit.desk')])).toEqual([]);
    expect(codeOf(await act.removeGroup('lit.msa', 'lit.desk'))).toBe('not_found');
  });
});

describe('Tenant Managers', () => {
  const name = (by: string, alias: string, type: 'user' | 'group' = 'user') =>
    stage.ask('tenant_managers.add', by, { params: lit(), body: { member: { type, id: stage.id(alias) } } });
  const take = (by: string, alias: string, memberType: string) =>
    stage.ask('tenant_managers.remove', by, { params: { ...lit(), memberType, member: stage.id(alias) } });
  const restrict = async (by: string, tenantManagersBy: string) =>
    stage.ask('organizations.update', by, {
      params: lit(),
      body: { tenantManagersBy },
      ifMatch: await act.versionOf('organizations', stage.id('lit')),
    });
  const answers = async (who: string, server: { ask: Stage['ask'] } = stage) =>
    codeOf(await server.ask('invitations.list_of_partner', who, { params: { partner: stage.id('lit') } }));

  it('D19 are people and groups, and everybody in the group answers from the next request on, on either server', async () => {
    for (const server of [stage, stage.other]) expect(await answers('lit.bob', server)).toBe('forbidden');
    expect(codeOf(await name('lit.msa', 'lit.answering', 'group'))).toBe('done');
    expect(codeOf(await act.add('lit.msa', 'lit.answering', 'lit.bob'))).toBe('done');
    for (const server of [stage.other, stage]) expect(await answers('lit.bob', server)).toBe('done');
    expect(codeOf(await act.remove('lit.msa', 'lit.answering', 'lit.bob'))).toBe('done');
    for (const server of [stage.other, stage]) expect(await answers('lit.bob', server)).toBe('forbidden');
    expect(codeOf(await name('lit.ga', 'lit.bob'))).toBe('done');
    expect(codeOf(await name('lit.ga', 'lit.bob'))).toBe('already_exists');
    expect(codeOf(await name('lit.ga', 'fab.ga'))).toBe('unknown_reference');
    const listed = value(await stage.ask('tenant_managers.list', 'lit.tess', { params: lit() }));
    expect(listed).toMatchObject({
      items: [
        { name: 'Answering', activePeople: 0, member: { type: 'group' } },
        { name: 'bob', activePeople: 1, addedBy: { name: 'ga' } },
      ],
      tenantManagersBy: 'administrators',
      allowedActions: [{ action: 'tenant_managers.add', allowed: false, reason: 'forbidden' }],
    });
  });

  it('D12 are who is told of an invitation, those in groups too', async () => {
    await act.add('lit.msa', 'lit.answering', 'lit.cat');
    const [terms] = await stage.asAdmin<{ version: string }>('select version from terms');
    await stage.asAdmin('delete from mails');
    const invited = await stage.ask('invitations.create', 'other.msa', {
      params: { customer: stage.id('other') },
      body: { domain: 'lit.example', expiresInDays: 3, scope: all, termsVersion: terms?.version },
    });
    expect(codeOf(invited)).toBe('done');
    const told = await stage.asAdmin<{ id: string }>(`select user_id as id from mails where template = 'invitation-received'`);
    expect(told.map(({ id }) => id).toSorted()).toEqual([stage.id('lit.bob'), stage.id('lit.cat')].toSorted());
  });

  it('D66 name neither themselves nor a group they are in, also as Tenant Managers by a group', async () => {
    const [invitation] = await stage.asAdmin<{ id: string }>(`select id from invitations where state = 'pending'`);
    const accept = (primaryAdmins: object[]) =>
      stage.ask('invitations.accept', 'lit.cat', { params: { partner: stage.id('lit'), invitation: invitation?.id ?? '' }, body: { primaryAdmins } });
    expect(codeOf(await accept([user(stage.id('lit.cat'))]))).toBe('exceeds_own_rights');
    expect(codeOf(await accept([group(stage.id('lit.answering'))]))).toBe('exceeds_own_rights');
    expect(codeOf(await accept([user(stage.id('lit.ann'))]))).toBe('done');
  });

  it('D19 are named by Managed Service Administrators alone where the setting says so, who alone set it back', async () => {
    expect(codeOf(await restrict('lit.ga', 'managed-service-admins'))).toBe('done');
    expect(codeOf(await name('lit.ga', 'lit.tess'))).toBe('forbidden');
    expect(codeOf(await take('lit.ga', 'lit.bob', 'user'))).toBe('forbidden');
    expect(codeOf(await restrict('lit.ga', 'administrators'))).toBe('forbidden');
    expect(codeOf(await name('lit.msa', 'lit.tess'))).toBe('done');
    expect(codeOf(await take('lit.msa', 'lit.tess', 'user'))).toBe('done');
    expect(codeOf(await take('lit.msa', 'lit.tess', 'user'))).toBe('not_found');
    expect(codeOf(await restrict('lit.msa', 'administrators'))).toBe('done');
    for (const outsider of ['lit.bob', 'lit.tess']) expect(codeOf(await name(outsider, 'lit.cat'))).toBe('forbidden');
    expect(codeOf(await name('fab.ga', 'lit.cat'))).toBe('not_found');
  });
});

describe('directory roles', () => {
  it('D67 D28 are given by Global Admins, hold at the next request, and the last Global Admin stays', async () => {
    const modifies = async (who: string) => codeOf(await stage.other.ask('groups.create', who, { params: lit(), body: { name: `By ${who}` } }));
    expect(await modifies('lit.bob')).toBe('forbidden');
    expect(codeOf(await act.setRoles('lit.msa', 'lit.bob', 'managed-service-admin'))).toBe('requires_global_admin');
    expect(codeOf(await act.setRoles('lit.ga', 'lit.bob', 'managed-service-admin', 'global-admin'))).toBe('done');
    expect(await modifies('lit.bob')).toBe('done');
    expect(codeOf(await act.setRoles('lit.ga', 'lit.ga'))).toBe('done');
    expect(codeOf(await act.setRoles('lit.bob', 'lit.bob', 'managed-service-admin'))).toBe('last_global_admin');
    expect(codeOf(await act.setRoles('lit.bob', 'lit.ga', 'global-admin'))).toBe('done');
    expect(codeOf(await act.setRoles('lit.ga', 'lit.bob'))).toBe('done');
    expect(await modifies('lit.bob')).toBe('forbidden');
  });

  it('D19 leave a Tenant Manager one', async () => {
    const person = value(await stage.ask('users.get', 'lit.tess', { params: { ...lit(), user: stage.id('lit.bob') } }));
    expect(person['roles']).toEqual(['tenant-manager']);
  });

  it('D53 are shown before they are given: a rehearsal changes nothing', async () => {
    const rehearsed = await stage.ask('users.set_roles', 'lit.ga', {
      params: { ...lit(), user: stage.id('lit.cat') },
      body: { roles: ['managed-service-admin'] },
      query: { rehearse: 'true' },
    });
    expect(value(rehearsed)).toMatchObject({ gains: [expect.objectContaining({ person: expect.objectContaining({ name: 'cat' }) })], loses: [] });
    expect(value(await stage.ask('users.get', 'lit.ga', { params: { ...lit(), user: stage.id('lit.cat') } }))['roles']).toEqual([]);
  });
});
