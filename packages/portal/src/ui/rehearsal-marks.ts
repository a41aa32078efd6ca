import type { Rehearsal } from '../api/shapes.ts';

export type AccessLine = Rehearsal['loses'][number];
export type MarkedLine = AccessLine & { mark: 'same' | 'new' | 'changed' | 'gone' };

const facts = ({ rooms, through, permissions = [] }: AccessLine): string => JSON.stringify([rooms, through, permissions]);

/**
 * Who gains, or who loses, with what has changed since the picture before (D53); people who no longer do come last.
 * @param former the same lines of the picture that was confirmed and had changed by then
 */
export function markChanges(now: readonly AccessLine[], former: readonly AccessLine[] | undefined): MarkedLine[] {
  if (former === undefined) return now.map((line) => ({ ...line, mark: 'same' }));
  const before = new Map(former.map((line) => [line.person.id, line]));
  const gone = former.filter(({ person }) => !now.some((line) => line.person.id === person.id));
  return [
    ...now.map((line): MarkedLine => {
      const known = before.get(line.person.id);
      return { ...line, mark: known === undefined ? 'new' : facts(known) === facts(line) ? 'same' : 'changed' };
    }),
    ...gone.map((line): MarkedLine => ({ ...line, mark: 'gone' })),
  ];
}
