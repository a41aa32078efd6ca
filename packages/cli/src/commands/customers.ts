import { type Command, textOf } from '../command.ts';
import { connect, readPages } from '../connect.ts';
import { exitCodes } from '../exit-codes.ts';
import { mostOf } from '../numbers.ts';
import { printList } from '../print.ts';

export const customers: Command = {
  name: 'customers',
  takes: '',
  summary: 'the customers that delegated rooms to my organization',
  options: { limit: { type: 'string' } },
  notes: { limit: 'how many at most (default 50)' },
  words: { least: 0, most: 0 },
  examples: ['keyholder customers', 'keyholder customers --json'],
  run: async (given, surroundings) => {
    const client = await connect(surroundings);
    const items = await readPages(mostOf(textOf(given, 'limit')), (query) => client.GET('/api/v1/customers', { params: { query } }));
    printList(given, surroundings, items, {
      id: ({ id }) => id,
      name: ({ name }) => name,
      domain: ({ domain }) => domain,
      rooms: ({ rooms }) => rooms,
      state: ({ state }) => state,
    });
    return exitCodes.done;
  },
};
