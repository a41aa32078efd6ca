import type { Asked, Seen } from '../support/composed.ts';
import { heartbeat, machine } from '../support/heartbeats.ts';
import { type Act, alone, both, versionOf } from './act.fixture.ts';
import type { Stage } from './routes.fixture.ts';

const inRoom =
  (alias: string, rest = '') =>
  (stage: Stage): string =>
    `/customers/${stage.id('alpha')}/rooms/${stage.id(alias)}${rest}`;
const inGroup =
  (alias: string) =>
  (stage: Stage): string =>
    `/customers/${stage.id('alpha')}/room-groups/${stage.id(alias)}`;
const inRing = (stage: Stage, rest = ''): string => `/customers/${stage.id('alpha')}/update-rings/${stage.objects.own['ring']}${rest}`;
const ringVersion = (stage: Stage): Promise<string> => versionOf(stage, 'update_rings', stage.objects.own['ring'] ?? '');
const patchRoom = async (stage: Stage, person: string, body: object): Promise<Seen> => {
  const room = stage.id('alpha.spare');
  return stage.ask(person, 'PATCH', inRoom('alpha.spare')(stage), { body, headers: { 'if-match': await versionOf(stage, 'rooms', room) } });
};

/** An agent enrols with the key that a person downloads. */
async function enrol(stage: Stage): Promise<Seen> {
  const key = await stage.ask('alpha.msa', 'GET', inRoom('alpha.spare', '/key')(stage));
  return stage.send(String(key.at('key')), 'POST', '/agent/v1/enrol', { body: { attempt: 'A'.repeat(43), machine: machine() } });
}
/** Not an act, but what an agent sends: kept here beside its enrolment. */
export async function beat(stage: Stage, credential: string, asked: Asked = { body: heartbeat(1) }): Promise<Seen> {
  return stage.send(credential, 'POST', '/agent/v1/heartbeat', asked);
}

/** Upon settings, rings, groups and rooms; the last one takes a room's agent away. */
export const estateActs: readonly Act[] = [
  {
    operation: 'rooms.create',
    action: 'room.created',
    ledgers: alone,
    run: (s) =>
      s.ask('alpha.lead', 'POST', `/customers/${s.id('alpha')}/rooms`, { body: { name: 'New', country: 'FR', city: 'City', site: 'Site' } }),
  },
  {
    operation: 'settings.update',
    action: 'settings.modified',
    ledgers: alone,
    run: (s) =>
      s.ask('alpha.msa', 'PATCH', `/customers/${s.id('alpha')}/settings`, { body: { changeRequestDays: 3 }, headers: { 'if-match': '"1"' } }),
  },
  {
    operation: 'update_rings.create',
    action: 'update_ring.created',
    ledgers: alone,
    run: (s) => s.ask('alpha.lead', 'POST', `/customers/${s.id('alpha')}/update-rings`, { body: { name: 'New', order: 2 } }),
  },
  {
    operation: 'update_rings.create',
    action: 'update_ring.created',
    ledgers: both,
    outcome: 'requested',
    run: (s) => s.ask('gamma.pa', 'POST', `/customers/${s.id('alpha')}/update-rings`, { body: { name: 'New', order: 2 } }),
  },
  {
    operation: 'update_rings.update',
    action: 'update_ring.modified',
    ledgers: alone,
    run: async (s) => s.ask('alpha.lead', 'PATCH', inRing(s), { body: { order: 4 }, headers: { 'if-match': await ringVersion(s) } }),
  },
  {
    operation: 'update_rings.update',
    action: 'update_ring.modified',
    ledgers: both,
    outcome: 'requested',
    run: async (s) => s.ask('gamma.pa', 'PATCH', inRing(s), { body: { order: 5 }, headers: { 'if-match': await ringVersion(s) } }),
  },
  {
    operation: 'update_rings.move_rooms',
    action: 'update_ring.rooms_moved',
    ledgers: alone,
    run: (s) => s.ask('alpha.lead', 'POST', inRing(s, '/rooms'), { body: { rooms: [s.id('alpha.spare')] } }),
  },
  {
    operation: 'update_rings.move_rooms',
    action: 'update_ring.rooms_moved',
    ledgers: both,
    outcome: 'requested',
    run: (s) => s.ask('gamma.pa', 'POST', `/customers/${s.id('alpha')}/update-rings/executive/rooms`, { body: { rooms: [s.id('alpha.spare')] } }),
  },
  {
    operation: 'update_rings.pause',
    action: 'update_ring.paused',
    ledgers: alone,
    run: (s) => s.ask('alpha.lead', 'POST', inRing(s, '/pause'), { body: { reason: 'A fair' } }),
  },
  {
    operation: 'update_rings.resume',
    action: 'update_ring.resumed',
    ledgers: both,
    outcome: 'requested',
    run: (s) => s.ask('gamma.pa', 'POST', inRing(s, '/resume')),
  },
  { operation: 'update_rings.resume', action: 'update_ring.resumed', ledgers: alone, run: (s) => s.ask('alpha.lead', 'POST', inRing(s, '/resume')) },
  {
    operation: 'update_rings.delete',
    action: 'update_ring.deleted',
    ledgers: both,
    outcome: 'requested',
    run: async (s) => s.ask('gamma.pa', 'DELETE', inRing(s), { headers: { 'if-match': await ringVersion(s) } }),
  },
  {
    operation: 'update_rings.delete',
    action: 'update_ring.deleted',
    ledgers: alone,
    run: async (s) => s.ask('alpha.lead', 'DELETE', inRing(s), { headers: { 'if-match': await ringVersion(s) } }),
  },
  {
    operation: 'room_groups.create',
    action: 'room_group.created',
    ledgers: alone,
    run: (s) => s.ask('alpha.lead', 'POST', `/customers/${s.id('alpha')}/room-groups`, { body: { name: 'New', rooms: [s.id('alpha.inside')] } }),
  },
  {
    operation: 'room_groups.update',
    action: 'room_group.modified',
    ledgers: alone,
    run: async (s) =>
      s.ask('alpha.lead', 'PATCH', inGroup('alpha.kept')(s), {
        body: { addRooms: [s.id('alpha.spare')] },
        headers: { 'if-match': await versionOf(s, 'room_groups', s.id('alpha.kept')) },
      }),
  },
  {
    operation: 'room_groups.delete',
    action: 'room_group.deleted',
    ledgers: alone,
    run: async (s) =>
      s.ask('alpha.lead', 'DELETE', inGroup('alpha.kept')(s), { headers: { 'if-match': await versionOf(s, 'room_groups', s.id('alpha.kept')) } }),
  },
  { operation: 'rooms.update', action: 'room.modified', ledgers: alone, run: (s) => patchRoom(s, 'alpha.tech', { notes: 'by its customer' }) },
  { operation: 'rooms.update', action: 'room.modified', ledgers: both, run: (s) => patchRoom(s, 'gamma.technician', { notes: 'by the partner' }) },
  {
    operation: 'rooms.update',
    action: 'room.modified',
    ledgers: both,
    outcome: 'requested',
    run: (s) => patchRoom(s, 'gamma.pa', { ring: 'executive' }),
  },
  {
    operation: 'rooms.import',
    action: 'rooms.imported',
    ledgers: alone,
    run: (s) =>
      s.ask('alpha.msa', 'POST', `/customers/${s.id('alpha')}/rooms/imports`, {
        raw: 'name,country,city,site\nImported,FR,City,Site\n',
        headers: { 'content-type': 'text/csv' },
      }),
  },
  {
    operation: 'rooms.reset_key',
    action: 'room_key.reset',
    ledgers: alone,
    run: (s) => s.ask('alpha.msa', 'POST', inRoom('alpha.spare', '/key/reset')(s)),
  },
  { operation: 'rooms.key', action: 'room_key.downloaded', ledgers: alone, run: (s) => s.ask('alpha.tech', 'GET', inRoom('alpha.spare', '/key')(s)) },
  { operation: 'agents.enrol', action: 'agent.enrolled', ledgers: alone, run: enrol },
  {
    operation: 'rooms.unenrol',
    action: 'room.unenrolled',
    ledgers: alone,
    run: async (s) =>
      s.ask('alpha.lead', 'DELETE', inRoom('alpha.spare')(s), { headers: { 'if-match': await versionOf(s, 'rooms', s.id('alpha.spare')) } }),
  },
];
