import type { NamedAtom, OrganizationId, PermissionKey, TouchedRoom } from '@keyholder/contract';
import type { AtomKey } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { Scopes } from './access-rooms.store.ts';

/** A kind of thing that decisions are about: what it has to do with rooms, what its things are called, where they are. */
export type Kind = {
  /** `a room`: it is one, or lies in exactly one; `rooms`: it is made of any number of them */
  is: 'a room' | 'rooms';
  /** who holds this over a thing knows that it exists */
  see: PermissionKey;
  /** whether a text has the form of its ids: text of another form names nothing (A90) */
  isId: (text: string) => boolean;
  /** the rooms of each of these things; what does not exist at this customer is left out */
  roomsOf: (tx: TenantTx, customer: OrganizationId, ids: readonly string[]) => Promise<ReadonlyMap<string, readonly string[]>>;
  nameOf: (tx: TenantTx, customer: OrganizationId, id: string) => Promise<string | undefined>;
  /** by id, after the given one; of what lies in a room only what is in every one of these scopes */
  idsIn: (tx: TenantTx, customer: OrganizationId, scopes: Scopes, after: string, limit: number) => Promise<string[]>;
};

/** What later modules tell about rooms and what lies in them; whoever composes the routes hands it in. */
export type Estate = {
  /** by the name of the kind in AuthZEN */
  kinds: ReadonlyMap<string, Kind>;
  nameAtoms: (tx: TenantTx, customer: OrganizationId, atoms: readonly AtomKey[]) => Promise<ReadonlyMap<AtomKey, NamedAtom>>;
  /** by name and id, after the given ones */
  pageOfRooms: (
    tx: TenantTx,
    customer: OrganizationId,
    page: { scopes: Scopes; after: readonly [name: string, id: string] | undefined; limit: number },
  ) => Promise<TouchedRoom['room'][]>;
};
