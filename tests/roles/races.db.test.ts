import { afterAll, beforeEach, expect, it } from 'vitest';
import { type Estate, openEstate, verdict } from './roles.fixture.ts';

let estate: Estate;
beforeEach(async () => {
  await estate?.close();
  estate = await openEstate();
});
afterAll(() => estate?.close());

const inEffect = async (): Promise<number> => {
  const { seen } = await estate.assigned(estate.ofGamma('/primary-admin'), 'alpha.msa');
  return Number(seen.at('activePeople'));
};

it('D21 A57 two Primary Admins who remove each other at once: exactly one stays', async () => {
  const { ask, ofGamma, assigned, member } = estate;
  for (let round = 0; round < 5; round += 1) {
    const admins = await assigned(ofGamma('/primary-admin'), 'alpha.msa');
    const keep = (alias: string) => ask(alias, 'PATCH', admins.path, { ...admins.ifMatch, body: { members: [member(alias)] } });
    const answers = await Promise.all([keep('gamma.pa'), keep('gamma.second')]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const [refused] = answers.filter(({ status }) => status !== 200);
    // whoever came too late is no Primary Admin any more: for it nothing is there
    expect(['404 not_found', '409 last_primary_admin', '412 version_outdated']).toContain(refused === undefined ? '' : verdict(refused));
    expect(await inEffect()).toBe(1);
    const winner = answers[0]?.status === 200 ? 'gamma.pa' : 'gamma.second';
    const other = winner === 'gamma.pa' ? 'gamma.second' : 'gamma.pa';
    const back = await ask(winner, 'POST', `/partners/${estate.id('gamma')}/customers/${estate.id('alpha')}/primary-admins`, {
      body: { member: member(other) },
    });
    expect(back.status).toBe(201);
  }
});

it('D21 A57 a person leaves the assignment while the group that is left is emptied: one of the two is refused', async () => {
  const { ask, ofGamma, assigned, member, id } = estate;
  const first = await assigned(ofGamma('/primary-admin'), 'gamma.pa');
  await ask('gamma.pa', 'PATCH', first.path, { ...first.ifMatch, body: { members: ['gamma.pa', 'gamma.outer'].map(member) } });
  const admins = await assigned(ofGamma('/primary-admin'), 'gamma.pa');
  const group = `/organizations/${id('gamma')}/groups/${id('gamma.crew')}`;
  const version = (await ask('gamma.ga', 'GET', group)).at('version');
  const answers = await Promise.all([
    ask('gamma.pa', 'PATCH', admins.path, { ...admins.ifMatch, body: { members: [member('gamma.outer')] } }),
    ask('gamma.ga', 'PATCH', group, { body: { members: [] }, headers: { 'if-match': `"${String(version)}"` } }),
  ]);
  expect(answers.map(verdict).toSorted()).toEqual(['200', '409 last_primary_admin']);
  expect(await inEffect()).toBeGreaterThan(0);
});

it('lets one of two changes of the same version win, also when the other had to be decided anew', async () => {
  const { ask, ofGamma, assigned, id } = estate;
  for (let round = 0; round < 5; round += 1) {
    const field = await assigned(ofGamma('/@gamma.field'), 'gamma.pa');
    const rename = (name: string) => ask('gamma.pa', 'PATCH', field.path, { ...field.ifMatch, body: { name } });
    expect((await Promise.all([rename(`One ${round}`), rename(`Two ${round}`)])).map(verdict).toSorted()).toEqual(['200', '412 version_outdated']);
    const room = `/customers/${id('alpha')}/rooms/${id('alpha.lone')}`;
    const headers = { 'if-match': `"${String((await ask('alpha.msa', 'GET', room)).at('version'))}"` };
    const note = (notes: string) => ask('alpha.msa', 'PATCH', room, { headers, body: { notes } });
    expect((await Promise.all([note(`One ${round}`), note(`Two ${round}`)])).map(verdict).toSorted()).toEqual(['200', '412 version_outdated']);
  }
});

it('D23 D40 no partner act passes once the customer has narrowed the scope, however busy the partner is', async () => {
  const { ask, ofGamma, assigned, atom, sees } = estate;
  const admins = await assigned(ofGamma('/primary-admin'), 'alpha.msa');
  const busy = Array.from({ length: 4 }, (_, n) => ask('gamma.pa', 'POST', ofGamma(), { body: { name: `Busy ${n}`, permissions: ['rooms.view'] } }));
  const narrowed = await ask('alpha.msa', 'PATCH', admins.path, { ...admins.ifMatch, body: { scope: [atom('alpha.w1')] } });
  expect(narrowed.status).toBe(200);
  expect([await sees('gamma.pa', 'alpha.e1'), await sees('gamma.tech', 'alpha.w2')]).toEqual([false, false]);
  for (const answer of await Promise.all(busy)) expect(answer.status).toBe(201);
});

it('makes a name once, however many ask for it at once', async () => {
  const { ask, own } = estate;
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => ask('alpha.msa', 'POST', own(), { body: { name: 'Desk', permissions: ['rooms.view'] } })),
  );
  expect(answers.map(verdict).toSorted()).toEqual(['201', ...Array.from({ length: 5 }, () => '409 already_exists /name')]);
});
