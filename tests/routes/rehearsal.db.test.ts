import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Asked, type Seen } from '../support/composed.ts';
import { type Stage, openStage } from './routes.fixture.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

type Line = { person: { name: string }; through: string[]; rooms: number; permissions: string[] };
const linesOf = (seen: Seen, side: 'gains' | 'loses') => (seen.at(side) as Line[]).map(({ person, rooms }) => `${person.name}: ${rooms}`);
const path = () => `/customers/${stage.id('alpha')}/rooms/${stage.id('alpha.inside')}`;
const move = (who: string, country: string, query: string, asked: Asked = {}) =>
  stage.ask(who, 'PATCH', `${path()}${query}`, { body: { country }, ...asked });
const room = () => stage.ask('alpha.msa', 'GET', path());

describe('D53 a rehearsal of a change of access', () => {
  it('names who loses what, on both sides, and changes nothing', async () => {
    const before = await room();
    const seen = await move('alpha.msa', 'DE', '?rehearse=true');
    expect(seen.status).toBe(200);
    expect(linesOf(seen, 'loses')).toEqual(
      expect.arrayContaining(['lead of alpha: 1', 'pa of gamma: 1', 'tech of alpha: 1', 'technician of gamma: 1']),
    );
    expect(linesOf(seen, 'loses').some((line) => line.startsWith('msa of alpha'))).toBe(false);
    expect(linesOf(seen, 'gains')).toEqual([]);
    const technician = (seen.at('loses') as Line[]).find(({ person }) => person.name === 'technician of gamma');
    expect(technician).toMatchObject({ permissions: ['rooms.modify', 'rooms.view', 'tickets.view'] });
    expect((await room()).at('version')).toBe(before.at('version'));
    expect((await stage.ask('gamma.technician', 'GET', path())).status).toBe(200);
  });

  it('refuses what the act would refuse, and asks for no version', async () => {
    expect((await stage.ask('alpha.msa', 'PATCH', `${path()}?rehearse=true`, { body: { groups: ['rgrp_absent'] } })).code).toBe('unknown_reference');
    expect((await move('alpha.msa', 'DE', '?rehearse=yes')).status).toBe(422);
    expect((await move('gamma.technician', 'DE', '?rehearse=true')).code).toBe('would_widen_delegation');
    expect((await move('beta.msa', 'DE', '?rehearse=true')).status).toBe(404);
  });

  it('D71 A93 names only whom the asker could ask about; of the others of its own organization it says how many', async () => {
    const [alpha, kept] = [stage.id('alpha'), stage.id('alpha.kept')];
    const given = { name: 'Kept', members: [{ type: 'user', id: stage.id('alpha.leaver') }], scope: [{ type: 'group', id: kept }] };
    expect((await stage.ask('alpha.msa', 'POST', `/customers/${alpha}/roles/${stage.id('alpha.viewer')}/assignments`, { body: given })).status).toBe(
      201,
    );
    const take = async (who: string) => {
      const body = { removeRooms: [stage.id('alpha.inside')] };
      const seen = await stage.ask(who, 'PATCH', `/customers/${alpha}/room-groups/${kept}?rehearse=true`, { body });
      return [seen.status, linesOf(seen, 'loses'), seen.at('leftOut')];
    };
    expect(await take('alpha.msa')).toEqual([200, ['leaver of alpha: 1'], 0]);
    expect((await stage.ask('alpha.lead', 'GET', `${path()}/access`)).status).toBe(403);
    expect(await take('alpha.lead')).toEqual([200, [], 1]);
  });

  it('binds its confirmation to the act, the body and the effects', async () => {
    const picture = String((await move('alpha.msa', 'DE', '?rehearse=true')).at('rehearsal'));
    const confirm = (country: string) => move('alpha.msa', country, '', { headers: { 'keyholder-rehearsal': picture } });
    expect((await confirm('BE')).code).toBe('rehearsal_outdated');
    expect((await room()).at('country')).toBe('FR');
    // meanwhile one who would lose the room loses it in another way
    const leaver = `/organizations/${stage.id('alpha')}/users/${stage.id('alpha.tech')}`;
    await stage.ask('alpha.msa', 'PATCH', leaver, { body: { active: false }, ...(await versionOf(leaver)) });
    expect((await confirm('DE')).code).toBe('rehearsal_outdated');
    await stage.ask('alpha.msa', 'PATCH', leaver, { body: { active: true }, ...(await versionOf(leaver)) });
    const done = await confirm('DE');
    expect([done.status, done.at('country')]).toEqual([200, 'DE']);
    expect((await stage.ask('gamma.technician', 'GET', path())).status).toBe(404);
  });
});

async function versionOf(address: string): Promise<Asked> {
  const seen = await stage.ask('alpha.msa', 'GET', address);
  return seen.status === 200 ? { headers: { 'if-match': `"${String(seen.at('version'))}"` } } : {};
}
