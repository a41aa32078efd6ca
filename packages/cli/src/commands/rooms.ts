import { type Command, textOf } from '../command.ts';
import { connect, readPages } from '../connect.ts';
import { exitCodes } from '../exit-codes.ts';
import { mostOf } from '../numbers.ts';
import { printList } from '../print.ts';

export const rooms: Command = {
  name: 'rooms',
  takes: '',
  summary: 'rooms that I may see, of every customer or of one',
  options: { customer: { type: 'string' }, q: { type: 'string' }, country: { type: 'string' }, limit: { type: 'string' } },
  notes: {
    customer: 'only of this organization (org_…)',
    q: 'beginnings of words of name, city and site',
    country: 'two letters, e.g. FR',
    limit: 'how many at most (default 50)',
  },
  words: { least: 0, most: 0 },
  examples: ['keyholder rooms --q board', 'keyholder rooms --country FR --limit 500 --json'],
  run: async (given, surroundings) => {
    const client = await connect(surroundings);
    const filters = Object.fromEntries(
      ['customer', 'q', 'country'].flatMap((name) => {
        const text = textOf(given, name);
        return text === undefined ? [] : [[name, text]];
      }),
    );
    const items = await readPages(mostOf(textOf(given, 'limit')), (page) =>
      client.GET('/api/v1/rooms', { params: { query: { ...page, ...filters } } }),
    );
    printList(given, surroundings, items, {
      id: ({ id }) => id,
      name: ({ name }) => name,
      customer: ({ customerName }) => customerName,
      country: ({ country }) => country,
      city: ({ city }) => city,
      health: ({ health }) => health,
    });
    return exitCodes.done;
  },
};
