import { describe, expect, it } from 'vitest';
import type { Rehearsal } from '../../api/shapes.ts';
import { markChanges } from './rehearsal-changes.ts';

const loser = (name: string, rooms: number) => ({
  person: { id: `usr_${name}`, name, organization: { id: 'org_l', name: 'Litware' } },
  through: ['Assigned admins'],
  rooms,
});
const picture = (...loses: Rehearsal['loses']): Rehearsal => ({ rehearsal: 'x', gains: [], loses, waiting: [], survives: [] });

describe('a picture of an ending that is no longer true', () => {
  it('D41 marks who was added, whose rooms changed and who has gone since', () => {
    const marked = markChanges(picture(loser('Ann', 3), loser('Bo', 5), loser('Cy', 1)), picture(loser('Ann', 3), loser('Bo', 4), loser('Di', 2)));
    expect(marked.map(({ person, mark }) => [person.name, mark])).toEqual([
      ['Ann', 'same'],
      ['Bo', 'changed'],
      ['Cy', 'new'],
      ['Di', 'gone'],
    ]);
  });

  it('marks nothing in the first picture', () => {
    expect(markChanges(picture(loser('Ann', 3)), undefined).map(({ mark }) => mark)).toEqual(['same']);
  });
});
