import type { OrganizationId, RoomGroupId, RoomId, RuleWhere } from '@keyholder/contract';
import type { AtomKey } from '../../packages/server/src/kernel/rights.ts';
import { ruleShape } from '../../packages/server/src/modules/authorization/atoms.ts';
import { type Rule, atomsOf } from '../../packages/server/src/modules/rooms/room.rules.ts';
import { wordsOf } from '../../packages/server/src/modules/rooms/words.ts';
import { daysBefore } from './people.ts';
import type { Random } from './random.ts';
import { type Rows, arrayOf } from './rows.ts';
import { places, roomNames, signals, sites } from './words.ts';

export type PlannedRoom = { id: RoomId; atoms: readonly AtomKey[] };
export type Estate = { customer: OrganizationId; rooms: readonly PlannedRoom[]; groups: readonly RoomGroupId[]; rules: readonly Rule[] };

const devices = ['console', 'board', 'pc'] as const;
const rings = ['general', 'general', 'general', 'staging', 'executive'] as const;
const healths = ['healthy', 'healthy', 'healthy', 'healthy', 'healthy', 'warning', 'important', 'unknown', 'not-monitored'] as const;

/** A customer's room groups, the rules that its scopes name, and its rooms with their words, atoms and health. */
export function addEstate(rows: Rows, random: Random, customer: OrganizationId, rooms: number): Estate {
  const home = random.some(places, 3);
  const groups = Array.from({ length: Math.max(2, Math.round(rooms / 50)) }, () => random.id('rgrp')).sort();
  for (const [n, group] of groups.entries()) rows.add('room_groups', customer, group, `Group ${n + 1}`);
  const rules = new Map(rulesIn(home, random).map((where) => [ruleShape(where), { id: random.id('rule'), where }]));
  for (const [shape, { id, where }] of rules) rows.add('rules', customer, id, shape, JSON.stringify(where));
  const ids = Array.from({ length: rooms }, () => random.id('room')).sort();
  const estate = { customer, groups, rules: [...rules.values()] };
  return { ...estate, rooms: ids.map((id, n) => ({ id, atoms: addRoom(rows, random, { ...estate, home }, id, n) })) };
}

/** Two countries, two cities and two sites of the customer, each as a rule. */
function rulesIn(home: typeof places, random: Random): RuleWhere[] {
  const cityIn = ({ country, cities }: (typeof places)[number]): RuleWhere => ({ country: [country], city: [random.pick(cities)] });
  return [
    ...random.some(home, 2).map(({ country }): RuleWhere => ({ country: [country] })),
    ...random.some(home, 2).map(cityIn),
    ...random.some(sites, 2).map((site): RuleWhere => ({ site: [site] })),
  ];
}

function addRoom(
  rows: Rows,
  random: Random,
  at: { customer: OrganizationId; groups: readonly RoomGroupId[]; rules: readonly Rule[]; home: typeof places },
  room: RoomId,
  n: number,
): readonly AtomKey[] {
  const { customer } = at;
  const { country, cities } = random.pick(at.home);
  const place = { country, city: random.pick(cities), site: random.pick(sites) };
  const name = `${random.pick(roomNames)} ${n + 1}`;
  rows.add('rooms', customer, room, name, country, place.city, place.site, random.pick(devices), random.pick(rings), daysBefore(300));
  const groups = random.some(at.groups, 1 + random.below(2));
  for (const group of groups) rows.add('room_group_rooms', customer, group, room);
  for (const word of wordsOf(name, place.city, place.site)) rows.add('room_words', customer, word, room);
  const atoms = atomsOf(room, groups, place, at.rules);
  for (const atom of atoms) rows.add('room_atoms', customer, atom, room);
  addHealth(rows, random, customer, room);
  return atoms;
}

function addHealth(rows: Rows, random: Random, customer: OrganizationId, room: RoomId): void {
  const health = random.pick(healths);
  const reasons = signals.filter(({ severity }) => severity === health).slice(0, 1);
  const seen = health === 'not-monitored' ? null : daysBefore(random.below(1000) / 1000);
  rows.add('room_health', customer, room, health, daysBefore(random.below(90)), arrayOf(reasons.map(({ signal }) => signal)), seen);
}
