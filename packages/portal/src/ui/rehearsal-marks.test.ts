import { describe, expect, it } from 'vitest';
import { type AccessLine, markChanges } from './rehearsal-marks.ts';

const line = (name: string, rooms: number, permissions?: string[]): AccessLine => ({
  person: { id: `usr_${name}`, name, organization: { id: 'org_l', name: 'Litware' } },
  through: ['Assigned admins'],
  rooms,
  ...(permissions === undefined ? {} : { permissions }),
});

describe('a picture of effects that is no longer true', () => {
  it('D41 D53 marks who was added, whose rooms or permissions changed and who has gone since', () => {
    const marked = markChanges(
      [line('Ann', 3), line('Bo', 5), line('Cy', 1), line('Ed', 2, ['rooms.view'])],
      [line('Ann', 3), line('Bo', 4), line('Di', 2), line('Ed', 2, ['rooms.view', 'tickets.view'])],
    );
    expect(marked.map(({ person, mark }) => [person.name, mark])).toEqual([
      ['Ann', 'same'],
      ['Bo', 'changed'],
      ['Cy', 'new'],
      ['Ed', 'changed'],
      ['Di', 'gone'],
    ]);
  });

  it('marks nothing in the first picture', () => {
    expect(markChanges([line('Ann', 3)], undefined).map(({ mark }) => mark)).toEqual(['same']);
  });
});
