import type { Rehearsal } from '../../api/shapes.ts';

type Loser = Rehearsal['loses'][number];
export type MarkedLoser = Loser & { mark: 'same' | 'new' | 'changed' | 'gone' };

const same = (one: Loser, other: Loser): boolean => one.rooms === other.rooms && one.through.join('\n') === other.through.join('\n');

/** Who loses what, with what has changed since the picture before; people who no longer lose anything come last. */
export function markChanges(now: Rehearsal, former: Rehearsal | undefined): MarkedLoser[] {
  if (former === undefined) return now.loses.map((loser) => ({ ...loser, mark: 'same' }));
  const before = new Map(former.loses.map((loser) => [loser.person.id, loser]));
  const gone = former.loses.filter(({ person }) => !now.loses.some((loser) => loser.person.id === person.id));
  return [
    ...now.loses.map((loser): MarkedLoser => {
      const known = before.get(loser.person.id);
      return { ...loser, mark: known === undefined ? 'new' : same(known, loser) ? 'same' : 'changed' };
    }),
    ...gone.map((loser): MarkedLoser => ({ ...loser, mark: 'gone' })),
  ];
}
