import { describe, expect, it } from 'vitest';
import { type Holding, type Picture, differenceBetween, mergeLines } from './access-picture.rules.ts';

const ann = { id: 'usr_ann', name: 'Ann', organization: { id: 'org_partner', name: 'Litware' } };
const holding = (id: string, rights: string[], rooms: string[] | 'all'): Holding => ({
  id,
  through: `assignment ${id}`,
  rights,
  rooms: rooms === 'all' ? 'all' : new Set(rooms),
});
const holds = (...holdings: Holding[]): Picture => new Map([[ann.id, { person: ann, holdings }]]);
const nobody: Picture = new Map();
const all = async (): Promise<ReadonlySet<string>> => new Set(['a', 'b', 'c']);
const line = (through: string[], rooms: number, permissions: string[]) => ({ person: ann, through, rooms, permissions });

describe('who gains and who loses what (D53)', () => {
  const view = holding('1', ['rooms.view'], ['a', 'b']);
  const cases: [name: string, before: Picture, after: Picture, gains: object[], loses: object[]][] = [
    ['is nobody where nothing changed', holds(view), holds(holding('1', ['rooms.view'], ['b', 'a'])), [], []],
    ['names who comes, through what, over how many rooms', nobody, holds(view), [line(['assignment 1'], 2, ['rooms.view'])], []],
    ['names who goes', holds(view), nobody, [], [line(['assignment 1'], 2, ['rooms.view'])]],
    [
      'counts only rooms that come',
      holds(view),
      holds(holding('1', ['rooms.view'], ['a', 'b', 'c'])),
      [line(['assignment 1'], 1, ['rooms.view'])],
      [],
    ],
    [
      'says nothing of what is still held in another way',
      holds(view, holding('2', ['rooms.view'], 'all')),
      holds(holding('2', ['rooms.view'], 'all')),
      [],
      [],
    ],
    [
      'counts what all rooms hold beyond some',
      holds(holding('2', ['rooms.view'], 'all')),
      holds(view),
      [],
      [line(['assignment 2'], 1, ['rooms.view'])],
    ],
    [
      'tells a permission that comes from one that goes',
      holds(holding('1', ['rooms.view', 'tickets.view'], ['a'])),
      holds(holding('1', ['rooms.view', 'rooms.modify'], ['a'])),
      [line(['assignment 1'], 1, ['rooms.modify'])],
      [line(['assignment 1'], 1, ['tickets.view'])],
    ],
    ['tells of a right that is held over no room', nobody, holds(holding('1', ['roles.view'], [])), [line(['assignment 1'], 0, ['roles.view'])], []],
  ];
  for (const [name, before, after, gains, loses] of cases) {
    it(name, async () => expect(await differenceBetween(before, after, all)).toEqual({ gains, loses }));
  }

  it('is one line for a person at several customers', () => {
    expect(mergeLines([line(['x'], 2, ['rooms.view']), line(['w'], 3, ['rooms.modify', 'rooms.view'])])).toEqual([
      line(['w', 'x'], 5, ['rooms.modify', 'rooms.view']),
    ]);
  });
});
