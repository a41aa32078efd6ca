import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Gate, makeGate } from './race.fixture.ts';
import { type Stage, actsOf, codeOf, group, openStage, organizationOf, personOf, user } from './stage.fixture.ts';

const world = {
  organizations: [organizationOf('one'), organizationOf('two'), organizationOf('lit', { partnerEligible: true })],
  users: [
    personOf('one', 'msa', ['managed-service-admin']),
    personOf('two', 'msa', ['managed-service-admin']),
    personOf('lit', 'ga', ['global-admin']),
    personOf('lit', 'gus', ['global-admin']),
    ...['ann', 'bob', 'cat'].map((name) => personOf('lit', name)),
  ],
  groups: [
    { id: 'lit.night', organization: 'lit', name: 'Night shift', members: [user('lit.bob')] },
    { id: 'lit.day', organization: 'lit', name: 'Day shift', members: [user('lit.cat')] },
    { id: 'lit.all', organization: 'lit', name: 'All', members: [group('lit.night')] },
  ],
  delegations: [
    { customer: 'one', partner: 'lit', scope: [{ type: 'all' }], primaryAdmins: [user('lit.ann'), group('lit.all')] },
    { customer: 'two', partner: 'lit', scope: [{ type: 'all' }], primaryAdmins: [user('lit.ann'), group('lit.day')] },
  ],
};
const raced = ['group_members.remove', 'groups.update', 'groups.delete', 'users.update', 'partner_assignments.update'];
const rounds = 25;

let gate: Gate;
let stage: Stage;
let act: ReturnType<typeof actsOf>;
/** The same acts by way of a second server with a memory of its own. */
let elsewhere: ReturnType<typeof actsOf>;
beforeAll(async () => {
  gate = makeGate(raced);
  stage = await openStage(world, gate.through);
  act = actsOf(stage);
  elsewhere = actsOf(stage, stage.other);
});
afterAll(() => stage?.close());

/** Two ways to a Primary Admin of `one`: Ann by name, Bob by All and Night shift. Set past the server, which learns of it by the epochs. */
async function asBefore(of: Stage = stage): Promise<void> {
  const [one, lit, ann, bob, night, all] = ['one', 'lit', 'lit.ann', 'lit.bob', 'lit.night', 'lit.all'].map((alias) => of.id(alias));
  for (const text of [
    'update users set active = true where organization_id = $1',
    'update delegations set unattended = false where partner_id = $1',
    'delete from group_members where organization_id = $1',
    'update epochs set epoch = epoch + 1 where organization_id = $1',
  ])
    await of.asAdmin(text, [lit]);
  await of.asAdmin(`insert into group_members values ($1, $2, 'user', $3), ($1, $4, 'group', $2)`, [lit, night, bob, all]);
  await of.asAdmin('delete from assignment_members where organization_id = $1', [one]);
  await of.asAdmin(
    `insert into assignment_members select a.organization_id, a.id, m.type, m.id from assignments a, (values ('user', $2), ('group', $3)) m(type, id) where a.organization_id = $1 and a.built_in`,
    [one, ann, all],
  );
  await of.asAdmin('update epochs set epoch = epoch + 1 where organization_id = $1', [one]);
  if ((await inEffect(of)) !== 2) throw new Error('the round did not begin with two Primary Admins in effect');
}

/** How many people are Primary Admin of `one` in effect, worked out past the server. */
async function inEffect(of: Stage = stage): Promise<number> {
  const [row] = await of.asAdmin<{ people: number }>(
    `with recursive named(type, id) as (
       select m.member_type, m.member_id from assignments a join assignment_members m on m.assignment_id = a.id where a.organization_id = $1 and a.built_in
     ), down(type, id) as (select * from named union select m.member_type, m.member_id from down d join group_members m on d.type = 'group' and m.group_id = d.id)
     select count(*)::int as people from down join users u on u.id = down.id where u.active`,
    [of.id('one')],
  );
  return row?.people ?? -1;
}

/** Runs a race in many rounds; what its two acts came to, and who was left. */
async function roundsOf(one: () => Promise<{ ok: boolean }>, other: () => Promise<{ ok: boolean }>) {
  const seen: { done: number; left: number; overlapped: boolean; unattended: boolean | undefined }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await asBefore();
    const { outcomes, overlapped } = await (round % 2 === 0 ? gate.race(stage, one, other) : gate.race(stage, other, one));
    seen.push({
      done: outcomes.filter(({ ok }) => ok).length,
      left: await inEffect(),
      overlapped,
      unattended: await act.unattended('one', 'lit'),
    });
  }
  return seen;
}
const oneWins = Array.from({ length: rounds }, () => ({ done: 1, left: 1, overlapped: true, unattended: false }));

describe('two acts at once that would leave no Primary Admin together', () => {
  it('D21 A57 one wins: members of Assigned admins at the customer, and of a group at the partner', async () => {
    const seen = await roundsOf(
      () => act.setPrimaryAdmins('lit.bob', 'one', 'lit', 'lit.all'),
      () => elsewhere.remove('lit.ga', 'lit.night', 'lit.bob'),
    );
    expect(seen).toEqual(oneWins);
  });

  it('D21 A57 one wins: the same, through a nested group', async () => {
    const seen = await roundsOf(
      () => act.setPrimaryAdmins('lit.bob', 'one', 'lit', 'lit.all'),
      () => elsewhere.remove('lit.gus', 'lit.all', 'lit.night'),
    );
    expect(seen).toEqual(oneWins);
  });

  it('D21 A57 one wins: two Primary Admins who remove each other', async () => {
    const seen = await roundsOf(
      () => act.setPrimaryAdmins('lit.ann', 'one', 'lit', 'lit.ann'),
      () => elsewhere.setPrimaryAdmins('lit.bob', 'one', 'lit', 'lit.all'),
    );
    expect(seen).toEqual(oneWins);
  });

  it('D21 deprovisioning is held up by nobody, and what it leaves is flagged', async () => {
    const seen = await roundsOf(
      () => act.setActive('lit.ga', 'lit.ann', false),
      () => elsewhere.remove('lit.gus', 'lit.night', 'lit.bob'),
    );
    expect(seen.filter(({ overlapped }) => !overlapped)).toEqual([]);
    for (const { left, unattended } of seen)
      expect({ left, unattended }).toEqual(left === 0 ? { left: 0, unattended: true } : { left: 1, unattended: false });
    expect(codeOf(await act.setActive('lit.ga', 'lit.ann', true))).toBe('done');
  });

  it('D21 acts that concern several customers, and acts at one of them, never wait for each other for ever', async () => {
    await asBefore();
    const acts = [
      () => act.setMembers('lit.ga', 'lit.night', 'lit.bob', 'lit.cat'),
      () => elsewhere.setActive('lit.gus', 'lit.cat', false),
      () => act.setActive('lit.ga', 'lit.cat', true),
      () => elsewhere.setPrimaryAdmins('lit.ann', 'one', 'lit', 'lit.ann', 'lit.all', 'lit.cat'),
      () => act.setPrimaryAdmins('lit.ann', 'two', 'lit', 'lit.ann', 'lit.day', 'lit.bob'),
      () => elsewhere.setMembers('lit.ga', 'lit.day', 'lit.cat', 'lit.ann'),
    ];
    const sent = Array.from({ length: 5 }, () => acts.map((send) => send())).flat();
    const codes = new Set((await Promise.all(sent)).map(codeOf));
    expect([...codes].filter((code) => !['done', 'version_outdated', 'unavailable'].includes(code))).toEqual([]);
    expect(codes.has('done')).toBe(true);
  });
});

describe('the races themselves', () => {
  it('D21 A57 find the missing lock: without it both acts win and nobody is left (planted: guard-without-lock)', async () => {
    const open = makeGate(raced);
    const bare = await openStage(world, (routes) => open.through(routes.map((route) => ({ ...route, changesAccess: () => false }))));
    try {
      const acts = actsOf(bare);
      const { outcomes, overlapped } = await open.race(
        bare,
        () => acts.setPrimaryAdmins('lit.bob', 'one', 'lit', 'lit.all'),
        () => actsOf(bare, bare.other).remove('lit.ga', 'lit.night', 'lit.bob'),
      );
      expect([outcomes.map(({ ok }) => ok), overlapped, await inEffect(bare)]).toEqual([[true, true], true, 0]);
    } finally {
      await bare.close();
    }
  });
});
