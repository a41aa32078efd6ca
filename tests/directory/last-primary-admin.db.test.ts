import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Stage, actsOf, codeOf, group, openStage, organizationOf, personOf, user } from './stage.fixture.ts';

const delegation = (customer: string, ...primaryAdmins: object[]) => ({
  customer,
  partner: 'lit',
  scope: [{ type: 'all' }],
  primaryAdmins,
  roles: [{ id: `lit.desk-at-${customer}`, name: 'Desk', permissions: ['tickets.view'] }],
  assignments: [{ role: `lit.desk-at-${customer}`, members: [user('lit.tess')], scope: [{ type: 'all' }] }],
});
/** `one` names Ann herself, `two` the group All, in which Ann and Bob are by way of Night shift. */
const world = {
  organizations: [organizationOf('one'), organizationOf('two'), organizationOf('lit', { partnerEligible: true })],
  users: [
    personOf('one', 'msa', ['managed-service-admin']),
    personOf('two', 'ga', ['global-admin']),
    personOf('lit', 'ga', ['global-admin']),
    personOf('lit', 'tom', ['tenant-manager']),
    ...['ann', 'bob', 'cat', 'tess'].map((name) => personOf('lit', name)),
  ],
  groups: [
    { id: 'lit.night', organization: 'lit', name: 'Night shift', members: [user('lit.ann'), user('lit.bob')] },
    { id: 'lit.all', organization: 'lit', name: 'All', members: [group('lit.night')] },
    { id: 'lit.other', organization: 'lit', name: 'Other', members: [] },
  ],
  delegations: [delegation('one', user('lit.ann')), delegation('two', group('lit.all'))],
};

let stage: Stage;
let act: ReturnType<typeof actsOf>;
beforeAll(async () => {
  stage = await openStage(world);
  act = actsOf(stage);
});
afterAll(() => stage?.close());
beforeEach(async () => {
  for (const name of ['ann', 'bob']) await act.setActive('lit.ga', `lit.${name}`, true);
  await act.setMembers('lit.ga', 'lit.night', 'lit.ann', 'lit.bob');
  await act.setMembers('lit.ga', 'lit.all', 'lit.night');
  await stage.asAdmin('delete from mails');
});

const entriesOf = (action: string) =>
  stage.asAdmin<{ ledger: string; twin: string | null; actor: string }>(
    'select organization_id as ledger, twin_id as twin, actor_id as actor from audit_entries where action = $1 order by age(xmin) limit 2',
    [action],
  );

describe('the last Primary Admin in effect', () => {
  it('D21 is not taken out of a group, nor out of a group in a group, nor with the group', async () => {
    expect(codeOf(await act.remove('lit.ga', 'lit.night', 'lit.bob'))).toBe('done');
    const before = await stage.asAdmin('select * from group_members order by group_id, member_id');
    expect(codeOf(await act.remove('lit.ga', 'lit.night', 'lit.ann'))).toBe('last_primary_admin');
    expect(codeOf(await act.setMembers('lit.ga', 'lit.night', 'lit.tess'))).toBe('done'); // somebody else takes the place
    expect(codeOf(await act.setMembers('lit.ga', 'lit.night', 'lit.ann'))).toBe('done');
    expect(codeOf(await act.setMembers('lit.ga', 'lit.night'))).toBe('last_primary_admin');
    expect(codeOf(await act.remove('lit.ga', 'lit.all', 'lit.night'))).toBe('last_primary_admin');
    expect(codeOf(await act.setMembers('lit.ga', 'lit.all', 'lit.other'))).toBe('last_primary_admin');
    expect(codeOf(await act.removeGroup('lit.ga', 'lit.night'))).toBe('last_primary_admin');
    expect(codeOf(await act.removeGroup('lit.ga', 'lit.all'))).toBe('last_primary_admin');
    expect(await stage.asAdmin('select * from group_members order by group_id, member_id')).toEqual(before);
    expect([await act.unattended('one', 'lit'), await act.unattended('two', 'lit')]).toEqual([false, false]);
  });

  it('D21 may be replaced by a disabled one only when somebody active stays', async () => {
    await act.setActive('lit.ga', 'lit.bob', false);
    expect(codeOf(await act.remove('lit.ga', 'lit.night', 'lit.ann'))).toBe('last_primary_admin');
    expect(codeOf(await act.setPrimaryAdmins('lit.ann', 'one', 'lit', 'lit.bob'))).not.toBe('done');
    expect(codeOf(await act.setPrimaryAdmins('lit.ann', 'one', 'lit', 'lit.ann', 'lit.tess'))).toBe('done');
    expect(codeOf(await act.setPrimaryAdmins('lit.ann', 'one', 'lit', 'lit.ann'))).toBe('done');
  });

  it('D21 A86 is disabled all the same: both delegations are flagged, both ledgers keep it, both sides are told', async () => {
    await act.setActive('lit.ga', 'lit.bob', false);
    expect(codeOf(await act.setActive('lit.ga', 'lit.ann', false))).toBe('done');
    expect([await act.unattended('one', 'lit'), await act.unattended('two', 'lit')]).toEqual([true, true]);
    const ledgers = await stage.asAdmin<{ ledger: string; customer: string; paired: boolean }>(
      `select e.organization_id as ledger, e.customer_id as customer, t.id is not null as paired from audit_entries e
       left join audit_entries t on t.id = e.twin_id where e.action = 'delegation.unattended'
         and e.request = (select request from audit_entries where action = 'delegation.unattended' order by age(xmin) limit 1)
       order by e.customer_id, e.organization_id`,
    );
    const [one, two, lit] = [stage.id('one'), stage.id('two'), stage.id('lit')];
    const both = (customer: string) => [customer, lit].toSorted().map((ledger) => ({ ledger, customer, paired: true }));
    expect(ledgers).toEqual([one, two].toSorted().flatMap(both));
    const told = await stage.asAdmin<{ user: string; side: string }>(
      `select user_id as user, facts->>'side' as side from mails where template = 'delegation-unattended'`,
    );
    const byUser = told.map(({ user: to, side }) => `${to} ${side}`).toSorted();
    expect(byUser).toEqual(
      [
        `${stage.id('one.msa')} customer`,
        `${stage.id('two.ga')} customer`,
        `${stage.id('lit.tom')} partner`,
        `${stage.id('lit.tom')} partner`,
      ].toSorted(),
    );
  });

  it('D21 the state ends by itself when somebody is in effect again, whoever that is', async () => {
    await act.setActive('lit.ga', 'lit.bob', false);
    await act.setActive('lit.ga', 'lit.ann', false);
    expect(codeOf(await act.add('lit.ga', 'lit.other', 'lit.tess'))).toBe('done');
    expect(await act.unattended('two', 'lit')).toBe(true);
    expect(codeOf(await act.add('lit.ga', 'lit.all', 'lit.other'))).toBe('done');
    expect([await act.unattended('one', 'lit'), await act.unattended('two', 'lit')]).toEqual([true, false]);
    expect((await entriesOf('delegation.attended')).map(({ ledger }) => ledger).toSorted()).toEqual([stage.id('two'), stage.id('lit')].toSorted());
    expect(codeOf(await act.setActive('lit.ga', 'lit.ann', true))).toBe('done');
    expect(await act.unattended('one', 'lit')).toBe(false);
    expect(codeOf(await act.setMembers('lit.ga', 'lit.other'))).toBe('done');
  });

  it('D21 what is unattended already holds up no change of its groups', async () => {
    await act.setActive('lit.ga', 'lit.bob', false);
    await act.setActive('lit.ga', 'lit.ann', false);
    expect(codeOf(await act.setMembers('lit.ga', 'lit.night', 'lit.bob'))).toBe('done');
    expect(codeOf(await act.setMembers('lit.ga', 'lit.night'))).toBe('done');
    expect(await act.unattended('two', 'lit')).toBe(true);
  });

  it('D21 D46 the other roles of an unattended delegation go on working', async () => {
    await act.setActive('lit.ga', 'lit.bob', false);
    await act.setActive('lit.ga', 'lit.ann', false);
    const seen = await stage.ask('partner_customers.get', 'lit.tess', { params: { partner: stage.id('lit'), customer: stage.id('one') } });
    expect(seen).toMatchObject({ ok: true, value: { value: { state: 'unattended' } } });
  });

  it('D30 D47 a customer reads by name in its own ledger who came and went at its partner, others read nothing', async () => {
    await act.remove('lit.ga', 'lit.night', 'lit.bob');
    const entries = await stage.asAdmin<{ ledger: string; name: string; removed: unknown }>(
      `select organization_id as ledger, target_name as name, changes->'removed' as removed from audit_entries
       where request = (select request from audit_entries where action = 'group.members_changed' and organization_id = $1 order by age(xmin) limit 1) order by 1`,
      [stage.id('two')],
    );
    const removed = [user(stage.id('lit.bob'))];
    expect(entries.every((entry) => entry.name === 'Night shift')).toBe(true);
    expect(entries.map((entry) => entry.removed)).toEqual(entries.map(() => removed));
    const latest = await stage.asAdmin<{ ledger: string }>(
      `select organization_id as ledger from audit_entries where request = (select request from audit_entries where action = 'group.members_changed' order by age(xmin) limit 1)`,
    );
    expect(latest.map(({ ledger }) => ledger).toSorted()).toEqual([stage.id('two'), stage.id('lit')].toSorted());
  });
});
