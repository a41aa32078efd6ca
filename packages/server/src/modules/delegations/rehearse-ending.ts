import { createHash } from 'node:crypto';
import type { Rehearsal } from '@keyholder/contract';
import type { TenantTx } from '../../kernel/tenant.ts';
import { asJson, canonicalJson } from '../audit/index.ts';
import { waitingOf } from '../changes/index.ts';
import { readCards } from './cards.ts';
import { type Pair, countOpenIncidents } from './delegations.store.ts';
import { type Staffed, delegatedScope, namesOf, staffOf } from './people-of-delegation.ts';
import { countRoomsIn } from './rooms-in-scope.store.ts';

type Picture = Omit<Rehearsal, 'rehearsal'>;

/**
 * What ending this delegation does (D41): who loses which roles over how many rooms, what waits, what survives.
 *
 * @returns with the picture its digest over who loses what and what survives, and between whom: what a confirmation is
 * bound to. Waiting requests and incidents are shown and not bound.
 */
export async function rehearseEnding(tx: TenantTx, pair: Pair): Promise<{ picture: Picture; rehearsal: string }> {
  const staff = await staffOf(tx, pair);
  const loses = await losersOf(tx, pair, staff);
  const survives: Picture['survives'] = [];
  const bound = canonicalJson(asJson({ customer: pair.customer, partner: pair.partner, loses, survives }));
  const waiting = await waitingFor(tx, pair, staff);
  return { picture: { gains: [], loses, waiting, survives }, rehearsal: createHash('sha256').update(bound).digest('base64url') };
}

/** Each person once, with all roles it holds there and the rooms under them together, by name. */
async function losersOf(tx: TenantTx, { customer, partner }: Pair, staff: readonly Staffed[]): Promise<Picture['loses']> {
  const cardOf = await readCards(tx, [{ customer, partner }]);
  const people = new Map(namesOf(staff, partner, cardOf).map(({ person }) => [person.id, person]));
  const held = [...people.values()].map((person) => ({ person, assignments: staff.filter((one) => one.people.some(({ id }) => id === person.id)) }));
  const within = delegatedScope(staff);
  // people with the same assignments see the same rooms: each such set is counted once
  const sets = new Map(held.map(({ assignments }) => [setOf(assignments), assignments]));
  const counts = await countRoomsIn(
    tx,
    [...sets.values()].map((assignments) => ({ customer, within, atoms: [...new Set(assignments.flatMap(({ atoms }) => atoms))] })),
  );
  const roomsOf = new Map([...sets.keys()].map((set, n) => [set, counts[n] ?? 0]));
  return held
    .map(({ person, assignments }) => ({
      person,
      through: [...new Set(assignments.map(({ name }) => name))].sort(),
      rooms: roomsOf.get(setOf(assignments)) ?? 0,
    }))
    .sort((one, other) =>
      one.person.name < other.person.name || (one.person.name === other.person.name && one.person.id < other.person.id) ? -1 : 1,
    );
}

const setOf = (assignments: readonly Staffed[]): string =>
  assignments
    .map(({ id }) => id)
    .sort()
    .join(' ');

/** Requests by what they would change; of the open incidents in delegated rooms the number. */
async function waitingFor(tx: TenantTx, { customer, partner }: Pair, staff: readonly Staffed[]): Promise<Picture['waiting']> {
  const requests = await waitingOf(tx, customer, partner);
  const incidents = await countOpenIncidents(tx, customer, delegatedScope(staff));
  return [
    ...requests.map(({ id, event, target_name }) => ({ type: 'change_request', id, title: `${event} ${target_name}` })),
    ...(incidents === 0 ? [] : [{ type: 'open_incidents', id: customer, title: String(incidents) }]),
  ];
}
