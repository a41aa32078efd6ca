import { isId } from '@keyholder/contract';
import { sql } from 'kysely';
import { type Kind, roomsInEach } from '../authorization/index.ts';
import { roomsOfIncidents } from './list-incidents.store.ts';

/** An incident as a thing that decisions are about: what may be done with it is decided by its room. */
export const incidentKind: Kind = {
  is: 'a room',
  see: 'tickets.view',
  isId: (text) => isId('inc', text),
  roomsOf: async (tx, customer, ids) => new Map([...(await roomsOfIncidents(tx, customer, ids))].map(([id, room]) => [id, [room]])),
  nameOf: async (tx, customer, id) => {
    const { rows } = await sql<{ title: string }>`select title from incidents where organization_id = ${customer} and id = ${id}`.execute(tx);
    return rows[0]?.title;
  },
  idsIn: async (tx, customer, scopes, after, limit) => {
    const { rows } = await sql<{ id: string }>`
      select i.id from incidents i where i.organization_id = ${customer} and i.id > ${after} and i.room_id in (${roomsInEach(customer, scopes)})
      order by i.id limit ${limit}`.execute(tx);
    return rows.map(({ id }) => id);
  },
};
