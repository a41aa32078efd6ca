import { builtInRings, builtInRoles } from '@keyholder/contract';
import type { Fault } from '../kernel/result.ts';
import type { World } from './world.schema.ts';

export type Kind = 'organization' | 'user' | 'group' | 'room-group' | 'update-ring' | 'room' | 'role' | 'incident';

/** What an alias stands for, and to which organization of the file it belongs; for the role of a partner, `of` is its delegation. */
type Declared = { kind: Kind; home: string; of?: string };
export type Aliases = ReadonlyMap<string, Declared>;

/** Roles and rings that need no declaration: a declared one of such a name would be ambiguous. */
const reserved = new Set<string>(builtInRoles);
const reservedRings = new Set<string>(builtInRings);

/** Every alias of a file, each of which may stand for one thing only: they share one list of ids in the end. */
export function declare(world: World): { aliases: Aliases; faults: Fault[] } {
  const aliases = new Map<string, Declared>();
  const faults: Fault[] = [];
  const add = (pointer: string, alias: string, declared: Declared): void => {
    if (declared.kind === 'role' && reserved.has(alias)) faults.push({ pointer, code: 'already_exists', detail: 'is the name of a built-in role' });
    else if (declared.kind === 'update-ring' && reservedRings.has(alias))
      faults.push({ pointer, code: 'already_exists', detail: 'is the name of a built-in ring' });
    else if (aliases.has(alias)) faults.push({ pointer, code: 'already_exists', detail: `\`${alias}\` stands for something else already` });
    else aliases.set(alias, declared);
  };
  for (const [n, { id }] of world.organizations.entries()) add(`/organizations/${n}/id`, id, { kind: 'organization', home: id });
  for (const [n, { id, organization }] of world.users.entries()) add(`/users/${n}/id`, id, { kind: 'user', home: organization });
  for (const [n, { id, organization }] of world.groups.entries()) add(`/groups/${n}/id`, id, { kind: 'group', home: organization });
  for (const [n, { id, customer }] of world.roomGroups.entries()) add(`/roomGroups/${n}/id`, id, { kind: 'room-group', home: customer });
  for (const [n, { id, customer }] of world.updateRings.entries()) add(`/updateRings/${n}/id`, id, { kind: 'update-ring', home: customer });
  for (const [n, { id, customer }] of world.rooms.entries()) add(`/rooms/${n}/id`, id, { kind: 'room', home: customer });
  for (const [n, { id, customer }] of world.customerRoles.entries()) add(`/customerRoles/${n}/id`, id, { kind: 'role', home: customer });
  for (const [n, { customer, roles = [] }] of world.delegations.entries()) {
    for (const [m, { id }] of roles.entries()) add(`/delegations/${n}/roles/${m}/id`, id, { kind: 'role', home: customer, of: `/delegations/${n}` });
  }
  for (const [n, { id, room }] of world.incidents.entries()) add(`/incidents/${n}/id`, id, { kind: 'incident', home: aliases.get(room)?.home ?? '' });
  return { aliases, faults };
}
