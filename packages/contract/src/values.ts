import { Type, type Static, type TSchema } from 'typebox';
import { IdOf } from './ids.ts';

/** RFC 3339, UTC, milliseconds. */
export const Instant = Type.String({ format: 'date-time', description: 'RFC 3339, UTC, milliseconds' });

/** What a person may type as a name: one line, no control, no line or paragraph separator characters (A50, A71). */
const oneLine = '^[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]*$';
/** What shows nothing though it is no white space: soft hyphen, zero width, direction marks, variation selectors, fillers. */
const unseen =
  '\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0';
/** Something of it is seen; the look-ahead, because a plain `\S` would let one control character through. */
export const Name = Type.String({ minLength: 1, maxLength: 200, pattern: oneLine.replace('^', `^(?=.*[^\\s${unseen}])`) });
export const ShortText = Type.String({ maxLength: 200, pattern: oneLine });
/** Several lines; tabs and line ends are the only control characters. */
const lines = '^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f]*$';
export const Notes = Type.String({ maxLength: 4000, pattern: lines });
/** The same, and something of it is seen. */
export const Remark = Type.String({ minLength: 1, maxLength: 4000, pattern: lines.replace('^', `^(?=[\\s\\S]*[^\\s${unseen}])`) });
export const Version = Type.Integer({ minimum: 1 });

/** The attributes of a room that a rule may name. */
export const ruleAttributes = ['country', 'city', 'site'] as const;
export type RuleAttribute = (typeof ruleAttributes)[number];
const values = Type.Array(Type.String({ minLength: 1, maxLength: 200, pattern: oneLine }), { minItems: 1, maxItems: 100 });

/** True where every named attribute has one of the listed values. */
export const RuleWhere = Type.Object(
  { country: Type.Optional(values), city: Type.Optional(values), site: Type.Optional(values) },
  { additionalProperties: false, minProperties: 1 },
);
export type RuleWhere = Static<typeof RuleWhere>;

const closed = { additionalProperties: false } as const;
/** One element of a scope. */
export const Atom = Type.Union([
  Type.Object({ type: Type.Literal('all') }, closed),
  Type.Object({ type: Type.Literal('group'), id: IdOf('rgrp') }, closed),
  Type.Object({ type: Type.Literal('room'), id: IdOf('room') }, closed),
  Type.Object({ type: Type.Literal('rule'), where: RuleWhere }, closed),
]);
export type Atom = Static<typeof Atom>;
export const Scope = Type.Array(Atom, { minItems: 1, maxItems: 5000 });

/** A user or a (security) group of one organization. */
export const Member = Type.Union([
  Type.Object({ type: Type.Literal('user'), id: IdOf('usr') }, closed),
  Type.Object({ type: Type.Literal('group'), id: IdOf('grp') }, closed),
]);
export type Member = Static<typeof Member>;

/** A person, as far as the reader may know it. */
export const PersonRef = Type.Object({
  id: Type.String(),
  name: Type.String(),
  organization: Type.Object({ id: Type.String(), name: Type.String() }),
});
export type PersonRef = Static<typeof PersonRef>;

/** A role that somebody holds. `id`: the key of a built-in or directory role, which is its name too, or role_… */
export const RoleRef = Type.Object({ id: Type.String(), name: Type.String(), builtIn: Type.Boolean() });
export type RoleRef = Static<typeof RoleRef>;

/** What this caller may do with this object now, and why not (A63). The portal shows it and computes nothing. */
export const AllowedAction = Type.Object({
  action: Type.String(),
  allowed: Type.Boolean(),
  reason: Type.Optional(Type.String()),
  needsApproval: Type.Optional(Type.Boolean()),
});
export type AllowedAction = Static<typeof AllowedAction>;
export const AllowedActions = Type.Array(AllowedAction);

/** A page of a list: keyed, stable under inserts. */
export const Page = <T extends TSchema>(item: T) =>
  Type.Object({
    items: Type.Array(item),
    nextCursor: Type.Union([Type.String(), Type.Null()]),
    count: Type.Optional(Type.Integer({ minimum: 0 })),
    leftOut: Type.Optional(Type.Array(Type.Object({ customer: Type.String(), code: Type.String() }))),
  });

/** The query of every list. Numbers arrive as text: the query is parsed, never coerced by the validator. */
export const PageQuery = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 1000 })),
  count: Type.Optional(Type.Boolean()),
};
export const CustomerFilter = { customer: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })) };
