import type { AllowedAction, ErrorCode, OrganizationId, PermissionKey } from '@keyholder/contract';

/**
 * Rights that are not permissions of a role but follow from a directory role at home, or from holding any assignment
 * somewhere: answering invitations (D13), seeing a delegation as its partner (D66), leaving it (D42), naming its Primary
 * Admins (D66), one's own directory.
 */
export type HomeRight =
  | 'invitations.answer'
  | 'delegation.view'
  | 'delegation.leave'
  | 'primary_admins.add'
  | 'directory.view'
  | 'directory.modify'
  | 'platform.operate';
export type ActionKey = PermissionKey | HomeRight;

/** An atom in its stored form: `all`, `group:rgrp_…`, `room:room_…`, `rule:rule_…`. */
export type AtomKey = string;

/**
 * Something that lies in one room. Decisions note in it which assignments cover the room, for as long as those are the same:
 * whoever keeps it to ask again spares them the search.
 */
export type RoomMatter = {
  customer: OrganizationId;
  kind: 'room';
  atoms: readonly AtomKey[];
} & Partial<Noted>;
/** For which assignments `covering` was noted, and the same for others; `era` is one and the same under the same facts. */
type Noted = { block: { readonly era: object } | undefined; covering: number; further: Noted | undefined };
/** What a decision reads stands first: it is then fetched from memory together, by the first look at it. */
export const roomMatter = (customer: OrganizationId, atoms: readonly AtomKey[]): RoomMatter => ({
  kind: 'room',
  block: undefined,
  covering: 0,
  atoms,
  customer,
  further: undefined,
});

/** What a decision is about: an organization as a whole, something that lies in one room, or something made of rooms: a room group, a ring. */
export type Matter =
  /** with `partner`: that partner's part of the relationship, where nothing is there for people of another one */
  | { customer: OrganizationId; kind: 'organization'; partner?: OrganizationId | undefined }
  | RoomMatter
  | { customer: OrganizationId; kind: 'rooms'; rooms: readonly (readonly AtomKey[])[] };

export type Decision = { outcome: 'allow' } | { outcome: 'needs_approval'; event: PermissionKey } | { outcome: 'deny'; code: ErrorCode };

/** Where an actor holds a permission, for SQL: rooms having one of `atoms`, and one of `within` too where that is given (D23). */
export type Grant = { customer: OrganizationId; atoms: readonly AtomKey[]; within: readonly AtomKey[] | null };

/** The facts of one request, loaded under epochs that its transaction verifies; every question about rights is put to it. */
export type Authority = {
  epochs: ReadonlyMap<OrganizationId, number>;
  home: OrganizationId;
  /** customers at which the actor has at least one assignment, or the actor's own organization */
  customers: readonly OrganizationId[];
  decide: (action: ActionKey, matter: Matter) => Decision;
  /** whether the actor could hold this action anywhere there, before any object is looked up (api.md, order of checks) */
  anyWay: (action: ActionKey, customer: OrganizationId) => boolean;
  /** whether the actor belongs to that organization or is assigned in it: then a refusal is 403, else 404 */
  known: (customer: OrganizationId) => boolean;
  grants: (permission: PermissionKey) => readonly Grant[];
  /** the partner organization through which the actor holds rights at that customer; undefined at home */
  partnerAt: (customer: OrganizationId) => OrganizationId | undefined;
  /** the role keys or ids held at that customer, for display */
  rolesAt: (customer: OrganizationId) => readonly string[];
  allowedActions: (matter: Matter, actions: readonly ActionKey[]) => AllowedAction[];
};
