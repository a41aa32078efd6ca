import type { Estate } from './modules/authorization/index.ts';
import { incidentKind } from './modules/incidents/index.ts';
import { nameAtoms, pageOfTouchedRooms, roomGroupKind, roomKind, updateRingKind } from './modules/rooms/index.ts';

/** What decisions can be about, by the name of its kind in AuthZEN (api.md). */
export const estate: Estate = {
  kinds: new Map([
    ['room', roomKind],
    ['incident', incidentKind],
    ['room-group', roomGroupKind],
    ['update-ring', updateRingKind],
  ]),
  nameAtoms,
  pageOfRooms: pageOfTouchedRooms,
};
