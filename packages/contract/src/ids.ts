import { Type, type TSchema } from 'typebox';

/** What each kind of object is called in front of its id. Never reused for another kind. */
export const idPrefixes = [
  'org',
  'usr',
  'grp',
  'room',
  'rgrp',
  'ring',
  'inv',
  'role',
  'asg',
  'rule',
  'chg',
  'inc',
  'cmt',
  'aud',
  'ses',
  'tok',
  'mail',
  'cert',
  'key',
  'agent',
  'req',
  'dcl',
  'dec',
  'act',
] as const;
export type IdPrefix = (typeof idPrefixes)[number];

declare const brand: unique symbol;
/** A typed, random, never reused public id: `room_` and 26 base-32 characters (128 random bits). */
export type Id<P extends IdPrefix> = `${P}_${string}` & { readonly [brand]?: P };

export type OrganizationId = Id<'org'>;
export type UserId = Id<'usr'>;
export type GroupId = Id<'grp'>;
export type RoomId = Id<'room'>;
export type RoomGroupId = Id<'rgrp'>;
export type InvitationId = Id<'inv'>;
export type RoleId = Id<'role'>;
export type AssignmentId = Id<'asg'>;
export type ChangeRequestId = Id<'chg'>;
export type IncidentId = Id<'inc'>;
export type CommentId = Id<'cmt'>;

/** The wire form of an id in a body. In a path a malformed id is simply an absent one (api.md). */
export const IdOf = <P extends IdPrefix>(prefix: P) =>
  Type.Unsafe<Id<P>>(Type.String({ pattern: `^${prefix}_[0-9a-z]{1,40}$`, maxLength: 64, description: `id of kind ${prefix}` }) as TSchema);

export const isId = <P extends IdPrefix>(prefix: P, value: string): value is Id<P> =>
  value.startsWith(`${prefix}_`) && /^[a-z]+_[0-9a-z]{1,40}$/.test(value);
