import type { Atom } from '../../../api/shapes.ts';

export type Rule = Extract<Atom, { type: 'rule' }>['where'];
export type GroupAtom = Extract<Atom, { type: 'group' }>;
export type RoomAtom = Extract<Atom, { type: 'room' }>;
export const ruleAttributes = ['country', 'city', 'site'] as const;

/** A scope while somebody chooses it: everything, or any mixture of one rule, groups and single rooms. */
export type ScopeDraft = {
  mode: 'all' | 'some';
  where: Rule;
  groups: readonly GroupAtom['id'][];
  rooms: readonly RoomAtom['id'][];
  /** further rules of a scope made elsewhere; kept as they are */
  furtherRules: readonly Rule[];
};

export const emptyScope: ScopeDraft = { mode: 'some', where: {}, groups: [], rooms: [], furtherRules: [] };

const hasValues = (where: Rule): boolean => ruleAttributes.some((name) => (where[name]?.length ?? 0) > 0);

/** The atoms as they are sent; none where nothing is chosen yet. */
export function scopeOf({ mode, where, groups, rooms, furtherRules }: ScopeDraft): Atom[] {
  if (mode === 'all') return [{ type: 'all' }];
  return [
    ...[...(hasValues(where) ? [where] : []), ...furtherRules].map((rule): Atom => ({ type: 'rule', where: rule })),
    ...groups.map((id): Atom => ({ type: 'group', id })),
    ...rooms.map((id): Atom => ({ type: 'room', id })),
  ];
}

export function draftOf(scope: readonly Atom[]): ScopeDraft {
  const [where = {}, ...furtherRules] = scope.flatMap((atom) => (atom.type === 'rule' ? [atom.where] : []));
  return {
    mode: scope.some(({ type }) => type === 'all') ? 'all' : 'some',
    where,
    furtherRules,
    groups: scope.flatMap((atom) => (atom.type === 'group' ? [atom.id] : [])),
    rooms: scope.flatMap((atom) => (atom.type === 'room' ? [atom.id] : [])),
  };
}

/** An attribute without values is no part of a rule. */
export function withValues(where: Rule, attribute: (typeof ruleAttributes)[number], values: readonly string[]): Rule {
  const { [attribute]: _former, ...others } = where;
  return values.length === 0 ? others : { ...others, [attribute]: [...values] };
}

/** Everything, groups and rules also take in rooms that come later (D33). */
export const takesInFutureRooms = (scope: readonly Atom[]): boolean => scope.some(({ type }) => type !== 'room');
