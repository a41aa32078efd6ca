import { type Command, textOf } from '../command.ts';
import { connect, readPages } from '../connect.ts';
import { exitCodes } from '../exit-codes.ts';
import { mostOf } from '../numbers.ts';
import { printList } from '../print.ts';

export const incidents: Command = {
  name: 'incidents',
  takes: '',
  summary: 'incidents that I may see, newest first',
  options: { customer: { type: 'string' }, open: { type: 'boolean' }, limit: { type: 'string' } },
  notes: { customer: 'only of this organization (org_…)', open: 'only those that are not closed', limit: 'how many at most (default 50)' },
  words: { least: 0, most: 0 },
  examples: ['keyholder incidents --open', 'keyholder incidents --limit 200 --json'],
  run: async (given, surroundings) => {
    const client = await connect(surroundings);
    const customer = textOf(given, 'customer');
    const filters = { ...(customer === undefined ? {} : { customer }), ...(given.values['open'] === true ? { open: true } : {}) };
    const items = await readPages(mostOf(textOf(given, 'limit')), (page) =>
      client.GET('/api/v1/incidents', { params: { query: { ...page, ...filters } } }),
    );
    printList(given, surroundings, items, {
      number: ({ number }) => number,
      severity: ({ severity }) => severity,
      state: ({ state }) => state,
      customer: ({ customerName }) => customerName,
      room: ({ roomName }) => roomName,
      opened: ({ openedAt }) => openedAt,
      title: ({ title }) => title,
    });
    return exitCodes.done;
  },
};
