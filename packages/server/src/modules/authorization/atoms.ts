import { type RuleWhere, ruleAttributes } from '@keyholder/contract';
import type { AtomKey } from '../../kernel/rights.ts';

export type Place = { country: string; city: string; site: string };

/** True where every named attribute has one of the listed values (api.md, world files). */
export const ruleHolds = (where: RuleWhere, place: Place): boolean =>
  ruleAttributes.every((attribute) => where[attribute] === undefined || where[attribute].includes(place[attribute]));

/** Equal rules have equal shapes, whatever the order and repetition of their values. */
export const ruleShape = (where: RuleWhere): string =>
  JSON.stringify(ruleAttributes.flatMap((attribute) => (where[attribute] === undefined ? [] : [[attribute, [...new Set(where[attribute])].sort()]])));

export const groupAtom = (id: string): AtomKey => `group:${id}`;
export const roomAtom = (id: string): AtomKey => `room:${id}`;
export const ruleAtom = (id: string): AtomKey => `rule:${id}`;
