import { expect, it } from 'vitest';
import { keepTogether } from './french-spaces.ts';

it('D59 French marks stay with their words, at any depth of a catalogue', () => {
  const texts = { list: { none: 'Rien ici ; voulez-vous « {{name}} » ?' }, line: '{{label}} : {{message}}', plain: 'Une phrase.' };
  expect(keepTogether(texts)).toEqual({
    list: { none: 'Rien ici\u202f; voulez-vous «\u202f{{name}}\u202f»\u202f?' },
    line: '{{label}}\u202f: {{message}}',
    plain: 'Une phrase.',
  });
});
