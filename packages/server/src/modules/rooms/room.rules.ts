import type { RoomGroupId, RoomId, RuleAttribute, RuleWhere } from '@keyholder/contract';
import { ruleAttributes } from '@keyholder/contract';
import type { AtomKey } from '../../kernel/rights.ts';
import { type Place, groupAtom, roomAtom, ruleAtom, ruleHolds } from '../authorization/index.ts';

export type Rule = { id: string; where: RuleWhere };

/** Every atom that leads to a room: all, itself, its groups, the rules that hold for its place. */
export const atomsOf = (room: RoomId, groups: readonly RoomGroupId[], place: Place, rules: readonly Rule[]): AtomKey[] => [
  'all',
  roomAtom(room),
  ...groups.map(groupAtom),
  ...rules.filter(({ where }) => ruleHolds(where, place)).map(({ id }) => ruleAtom(id)),
];

const groupPrefix = groupAtom('');
/** The groups of a room, from its atoms: both are written together. */
export const groupsIn = (atoms: readonly AtomKey[]): RoomGroupId[] =>
  atoms.filter((atom) => atom.startsWith(groupPrefix)).map((atom) => atom.slice(groupPrefix.length) as RoomGroupId); // groupAtom takes such ids only

/** The attributes in which two places differ. */
export const movedBy = (before: Place, after: Place): RuleAttribute[] => ruleAttributes.filter((attribute) => before[attribute] !== after[attribute]);

/** D33: the first group joined that a delegation or an offer contains. Leaving a group narrows and is free. */
export const widenedByGroup = (joined: readonly RoomGroupId[], delegated: ReadonlySet<AtomKey>): RoomGroupId | undefined =>
  joined.find((group) => delegated.has(groupAtom(group)));

/** D33: the first changed attribute that a rule of a delegation or an offer names; whether it would widen or narrow does not matter. */
export const widenedByPlace = (moved: readonly RuleAttribute[], rules: readonly Rule[], delegated: ReadonlySet<AtomKey>): RuleAttribute | undefined =>
  moved.find((attribute) => rules.some(({ id, where }) => where[attribute] !== undefined && delegated.has(ruleAtom(id))));
