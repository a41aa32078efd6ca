import type { Member } from '@keyholder/contract';

const keyOf = ({ type, id }: Member): string => `${type}:${id}`;

/** Who comes and who goes, each once, in the order in which they were named; whoever is named on both sides goes. */
export function membersAfter(
  present: readonly Member[],
  { members, add = [], remove = [] }: { members?: readonly Member[] | undefined; add?: readonly Member[]; remove?: readonly Member[] },
): { added: Member[]; removed: Member[] } {
  const inside = new Map(present.map((member) => [keyOf(member), member]));
  const wanted = new Map((members ?? [...present, ...add]).map((member) => [keyOf(member), member]));
  for (const member of remove) wanted.delete(keyOf(member));
  return {
    added: [...wanted].flatMap(([key, member]) => (inside.has(key) ? [] : [member])),
    removed: [...inside].flatMap(([key, member]) => (wanted.has(key) ? [] : [member])),
  };
}
