import type pg from 'pg';
import type { Seen } from '../support/composed.ts';
import { type Fleet, type Which, startFleet } from './fleet.ts';
import type { Harness, Run } from './harness.ts';
import { connectAdmin, meet } from './meeting.ts';
import type { Planted } from './planting.ts';

const user = (id: string) => ({ type: 'user', id });
const group = (id: string) => ({ type: 'group', id });

const racesWorld = {
  organizations: [
    { id: 'c', name: 'Customer', domains: ['c.example'], country: 'FR' },
    { id: 'd', name: 'Another customer', domains: ['d.example'], country: 'FR' },
    { id: 'p', name: 'Partner', domains: ['p.example'], country: 'FR', partnerEligible: true },
  ],
  users: [
    { id: 'c.msa', organization: 'c', email: 'msa@c.example', name: 'Administrator', roles: ['managed-service-admin'] },
    { id: 'd.msa', organization: 'd', email: 'msa@d.example', name: 'Administrator', roles: ['managed-service-admin'] },
    { id: 'p.ga', organization: 'p', email: 'ga@p.example', name: 'Global Admin', roles: ['global-admin'] },
    { id: 'p.tm', organization: 'p', email: 'tm@p.example', name: 'Tenant Manager', roles: ['tenant-manager'] },
    { id: 'p.a', organization: 'p', email: 'a@p.example', name: 'One' },
    { id: 'p.b', organization: 'p', email: 'b@p.example', name: 'Two' },
  ],
  groups: [
    { id: 'p.outer', organization: 'p', name: 'Outer', members: [group('p.inner')] },
    { id: 'p.inner', organization: 'p', name: 'Inner', members: [user('p.b')] },
    { id: 'p.other', organization: 'p', name: 'Other', members: [user('p.a')] },
  ],
  rooms: [{ id: 'd.room', customer: 'd', name: 'Room', country: 'FR', city: 'City', site: 'Site' }],
  delegations: [{ customer: 'd', partner: 'p', scope: [{ type: 'all' }], primaryAdmins: [user('p.a'), user('p.b')] }],
};

type Scene = { fleet: Fleet; admin: pg.Client; watch: pg.Client; terms: string };
/** One meeting: sets the stage, lets them meet, and says what is wrong with how it came out. */
type Race = { name: string; round: (scene: Scene, number: number) => Promise<{ overlapped: boolean; wrong: string | undefined }> };

const told = (answers: readonly Seen[]): string => answers.map(({ status, code }) => `${status} ${code ?? ''}`.trim()).join(', ');
const succeeded = (answers: readonly Seen[]): number => answers.filter(({ status }) => status < 300).length;
/** Whoever lost was told so by a refusal of this kind, and nothing broke. */
const lostBy = (answers: readonly Seen[], codes: readonly string[]): boolean =>
  answers.every(({ status, code }) => status < 300 || codes.includes(code ?? ''));

/** A fresh invitation of c to p; what the round before left is ended or cancelled past the API, so that rounds cost little. */
async function invited({ fleet, terms }: Scene): Promise<string> {
  await clear(fleet);
  const body = { domain: 'p.example', expiresInDays: 3, scope: [{ type: 'all' }], termsVersion: terms };
  const made = await fleet.ask(0, 'c.msa', 'POST', `/customers/${fleet.id('c')}/invitations`, { body });
  if (made.status !== 201) throw new Error(`inviting was answered ${made.status} ${made.text}`);
  return String(made.at('id'));
}
/** In one go; ids need no quoting. */
async function clear(fleet: Fleet): Promise<void> {
  const [c, p] = [`'${fleet.id('c')}'`, `'${fleet.id('p')}'`];
  await fleet.asAdmin(`
    delete from assignments where organization_id = ${c}; delete from delegations where organization_id = ${c};
    delete from offered_atoms where organization_id = ${c};
    update invitations set created_at = created_at - interval '2 days', state = case state when 'pending' then 'cancelled' else state end
      where organization_id = ${c} and created_at > now() - interval '1 day';
    update epochs set epoch = epoch + 1 where organization_id in (${c}, ${p})`);
}

/** Accept, decline and cancel meet; in every other round the offer expires in the middle of it. */
const answers: Race = {
  name: 'accept, decline, cancel, expire',
  round: async (scene, number) => {
    const { fleet, admin, watch } = scene;
    const id = await invited(scene);
    const at = (verb: string): string => `/partners/${fleet.id('p')}/invitations/${id}/${verb}`;
    const body = { primaryAdmins: [user(fleet.id('p.a'))] };
    const [one, other]: Which[] = number % 2 === 0 ? [0, 1] : [1, 0];
    const expires = number % 4 === 3;
    const acts = [
      () => fleet.ask(one ?? 0, 'p.tm', 'POST', at('accept'), { body }),
      () => fleet.ask(other ?? 1, 'p.ga', 'POST', at('decline')),
      () => fleet.ask(one ?? 0, 'c.msa', 'POST', `/customers/${fleet.id('c')}/invitations/${id}/cancel`),
    ];
    // they come while it is open; what they find, once they may go on, is that it has expired
    const expiry = { text: `update invitations set expires_at = now() where id = $1`, values: [id] };
    const inTurn = number % 2 === 0 ? acts : acts.toReversed();
    const { answers: seen, overlapped } = await meet(admin, watch, ['invitations'], inTurn, expires ? expiry : undefined);
    const state = await fleet.asAdmin<{ state: string; open: number }>(
      `select state, (select count(*)::int from delegations d where d.organization_id = i.organization_id and d.state = 'active') as open from invitations i where id = $1`,
      [id],
    );
    const found = `${state[0]?.state}, ${state[0]?.open} delegations, answered ${told(seen)}`;
    if (expires) {
      const isRight = succeeded(seen) <= 1 && state[0]?.open === 0 && seen.every(({ status }) => status < 300 || status === 409 || status === 410);
      return { overlapped, wrong: isRight ? undefined : `expired: ${found}` };
    }
    const winners = { accepted: 1, declined: 0, cancelled: 0 }[String(state[0]?.state)];
    const isRight = succeeded(seen) === 1 && winners === state[0]?.open && lostBy(seen, ['already_answered', 'invitation_cancelled']);
    return { overlapped, wrong: isRight ? undefined : found };
  },
};

const inviteTwice: Race = {
  name: 'invite twice',
  round: async (scene) => {
    const { fleet, admin, watch, terms } = scene;
    await clear(fleet);
    const body = { domain: 'p.example', expiresInDays: 3, scope: [{ type: 'all' }], termsVersion: terms };
    const invite = (server: Which) => () => fleet.ask(server, 'c.msa', 'POST', `/customers/${fleet.id('c')}/invitations`, { body });
    const { answers: seen, overlapped } = await meet(admin, watch, ['invitations'], [invite(0), invite(1)]);
    const pending = await fleet.asAdmin(`select from invitations where organization_id = $1 and state = 'pending'`, [fleet.id('c')]);
    const isRight = succeeded(seen) === 1 && pending.length === 1 && lostBy(seen, ['invitation_pending']);
    return { overlapped, wrong: isRight ? undefined : `${pending.length} pending, answered ${told(seen)}` };
  },
};

/** Assigned admins of d as a round needs them, set past the API. */
async function admins({ fleet }: Scene, members: readonly { type: string; id: string }[]): Promise<{ assignment: string; version: number }> {
  const of = [fleet.id('d'), fleet.id('p')];
  const [found] = await fleet.asAdmin<{ id: string; version: number }>(
    `select id, version from assignments where organization_id = $1 and partner_id = $2 and built_in`,
    of,
  );
  const assignment = found?.id ?? '';
  const rows = members.map(({ type, id }) => `('${fleet.id('d')}', '${assignment}', '${type}', '${id}')`);
  const nested = [
    ['p.outer', 'group', 'p.inner'],
    ['p.inner', 'user', 'p.b'],
    ['p.other', 'user', 'p.a'],
  ].map(([outer = '', type = '', member = '']) => `('${fleet.id('p')}', '${fleet.id(outer)}', '${type}', '${fleet.id(member)}')`);
  await fleet.asAdmin(`
    delete from assignment_members where assignment_id = '${assignment}';
    insert into assignment_members values ${rows.join(', ')};
    insert into group_members values ${nested.join(', ')} on conflict do nothing;
    update epochs set epoch = epoch + 1 where organization_id in ('${fleet.id('d')}', '${fleet.id('p')}')`);
  return { assignment, version: found?.version ?? 0 };
}

const patchAdmins =
  ({ fleet }: Scene, server: Which, by: string, { assignment, version }: { assignment: string; version: number }, members: object[]) =>
  () =>
    fleet.ask(server, by, 'PATCH', `/customers/${fleet.id('d')}/partners/${fleet.id('p')}/roles/primary-admin/assignments/${assignment}`, {
      body: { members },
      headers: { 'if-match': `"${version}"` },
    });
const leaveGroup =
  ({ fleet }: Scene, server: Which, from: string, type: string, member: string) =>
  () =>
    fleet.ask(server, 'p.ga', 'DELETE', `/organizations/${fleet.id('p')}/groups/${fleet.id(from)}/members/${type}/${fleet.id(member)}`);

/** Whoever is behind Assigned admins of d, through groups in groups. */
async function inEffect({ fleet }: Scene): Promise<number> {
  const found = await fleet.asAdmin(
    `with recursive behind(type, id) as (
       select m.member_type, m.member_id from assignment_members m join assignments a on a.id = m.assignment_id
         where a.organization_id = $1 and a.partner_id = $2 and a.built_in
       union select g.member_type, g.member_id from group_members g join behind on behind.type = 'group' and behind.id = g.group_id)
     select from behind join users u on behind.type = 'user' and u.id = behind.id and u.active`,
    [fleet.id('d'), fleet.id('p')],
  );
  return found.length;
}

type Removal = {
  name: string;
  members: (fleet: Fleet) => { type: string; id: string }[];
  acts: (scene: Scene, standing: { assignment: string; version: number }) => (() => Promise<Seen>)[];
};
/** Ways in which two removals together would leave nobody. */
const removals: readonly Removal[] = [
  {
    name: 'two remove each other as last Primary Admin',
    members: (fleet) => [user(fleet.id('p.a')), user(fleet.id('p.b'))],
    acts: (scene, standing) => [
      patchAdmins(scene, 0, 'p.a', standing, [user(scene.fleet.id('p.a'))]),
      patchAdmins(scene, 1, 'p.b', standing, [user(scene.fleet.id('p.b'))]),
    ],
  },
  {
    name: 'two remove the last Primary Admins, one of them from a nested group',
    members: (fleet) => [user(fleet.id('p.a')), group(fleet.id('p.outer'))],
    acts: (scene, standing) => [
      patchAdmins(scene, 0, 'p.a', standing, [group(scene.fleet.id('p.outer'))]),
      leaveGroup(scene, 1, 'p.inner', 'user', 'p.b'),
    ],
  },
  {
    name: 'two empty the nested groups of the last Primary Admins',
    members: (fleet) => [group(fleet.id('p.outer')), group(fleet.id('p.other'))],
    acts: (scene) => [leaveGroup(scene, 0, 'p.inner', 'user', 'p.b'), leaveGroup(scene, 1, 'p.other', 'user', 'p.a')],
  },
];

const removalRaces = removals.map(({ name, members, acts }): Race => ({
  name,
  round: async (scene) => {
    const standing = await admins(scene, members(scene.fleet));
    const { answers: seen, overlapped } = await meet(scene.admin, scene.watch, ['assignment_members', 'group_members'], acts(scene, standing));
    const left = await inEffect(scene);
    const codes = ['last_primary_admin', 'version_outdated', 'forbidden', 'not_found'];
    const isRight = left >= 1 && succeeded(seen) === 1 && lostBy(seen, codes);
    return { overlapped, wrong: isRight ? undefined : `${left} in effect, answered ${told(seen)}` };
  },
}));

const allRaces: readonly Race[] = [answers, inviteTwice, ...removalRaces];

async function race(run: Run, races: readonly Race[], planted?: Planted): Promise<void> {
  const fleet = await startFleet(racesWorld, { planted });
  const admin = await connectAdmin(fleet.adminUrl);
  const watch = await connectAdmin(fleet.adminUrl);
  try {
    const terms = String((await fleet.ask(0, 'c.msa', 'GET', '/terms')).at('version'));
    let apart = 0;
    for (let number = 0; !run.enough(); number += 1) {
      const meeting = races[number % races.length];
      if (meeting === undefined) break;
      const { overlapped, wrong } = await meeting.round({ fleet, admin, watch, terms }, number);
      if (wrong !== undefined || overlapped) run.check(wrong === undefined, () => `${meeting.name}: ${wrong}`);
      else apart += 1;
      if (apart > run.cases + 100) throw new Error(`${apart} rounds did not overlap`);
    }
    run.say(`${apart} rounds in which they did not meet are not counted`);
  } finally {
    await Promise.all([admin.end(), watch.end()]);
    await fleet.stop();
  }
}

export const racesHarness: Harness = {
  full: 10_000,
  clean: (run) => race(run, allRaces),
  defects: [
    { name: 'answer-without-lock', cases: 100, run: (run) => race(run, [answers], withoutLocks) },
    { name: 'last-admin-without-lock', cases: 100, run: (run) => race(run, removalRaces.slice(1), withoutLocks) },
  ],
};

export const withoutLocks: Planted = {
  name: 'lock-removed',
  edits: [
    { file: 'postgres/in-tenant.ts', find: "`select ${take}(hashtextextended('${checked(id)}', 0))`", instead: "`select '${take} ${checked(id)}'`" },
    { file: 'delegations/invitations.store.ts', find: '.forUpdate()', instead: '' },
  ],
};
