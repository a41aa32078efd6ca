import type { KeyholderClient, operations } from '@keyholder/client';
import { type Command, textOf } from '../command.ts';
import { answerOf, connect } from '../connect.ts';
import { exitCodes } from '../exit-codes.ts';
import { shown } from '../print.ts';

type Query = operations['explain.get']['parameters']['query'];
type Explanation = Awaited<ReturnType<typeof ask>>;
/** The answer as the client types it: its lists are read by Array.from. */
const ask = async (client: KeyholderClient, query: Query) => answerOf(await client.GET('/api/v1/explain', { params: { query } }));

const answers: Readonly<Record<Explanation['outcome'], string>> = {
  allow: 'yes',
  needs_approval: 'only after the customer approves',
  deny: 'no',
};
const gaps: Readonly<Record<string, string>> = {
  disabled: 'the person is disabled',
  no_delegation: 'the organization of the person has no delegation here',
  no_assignment: 'no assignment names the person or a group it is in',
  role_excludes: 'the role does everything but this',
  not_for_partners: 'no role of a partner can hold this permission',
  lacks_permission: 'the role lacks the permission',
  outside_assignment: 'it is not in the scope of the assignment',
  needs_whole_scope: 'this is held over the whole organization or not at all',
  outside_delegation: 'the delegation does not hold it',
  holds_no_room: 'none of its rooms is in the scope',
};

export const explain: Command = {
  name: 'explain',
  takes: 'PERSON ACTION OBJECT',
  summary: 'why a person may do something, or what is missing; PERSON is an id or `me`',
  options: { customer: { type: 'string' } },
  notes: { customer: 'the organization to look in; needed for the rings that every customer has' },
  words: { least: 3, most: 3 },
  examples: ['keyholder explain me rooms.modify room_…', 'keyholder explain usr_… tickets.update inc_… --json'],
  run: async (given, surroundings) => {
    const client = await connect(surroundings);
    const [person = '', action = '', object = ''] = given.words;
    const actor = person === 'me' ? answerOf(await client.GET('/api/v1/me')).id : person;
    const customer = textOf(given, 'customer');
    // an action that does not exist is refused by the server, which knows them all
    const query = { actor, action: action as Query['action'], object, ...(customer === undefined ? {} : { customer }) };
    const found = await ask(client, query);
    surroundings.out(given.values['json'] === true ? `${JSON.stringify(found)}\n` : `${linesOf(found).map(shown).join('\n')}\n`);
    return exitCodes.done;
  },
};

function linesOf({ actor, action, object, outcome, paths, nearest }: Explanation): string[] {
  return [
    `${actor.name} of ${actor.organization.name}, ${action} on ${object.name} of ${object.customer.name}: ${answers[outcome]}`,
    ...Array.from(paths).map(
      ({ role, assignment, groups, atoms, delegation }) =>
        `  by ${[
          `role ${role.name}`,
          ...(assignment === undefined ? [] : [`assignment ${assignment.name}`]),
          ...Array.from(groups, ({ name }) => `group ${name}`),
          ...(atoms.length === 0 ? [] : [`scope ${Array.from(atoms, wordsOf).join(', ')}`]),
          ...(delegation === undefined
            ? []
            : [`delegated to ${delegation.partner.name} by ${Array.from(delegation.atoms, wordsOf).join(', ') || 'the whole'}`]),
        ].join(' > ')}`,
    ),
    ...Array.from(nearest).map(
      ({ assignment, role, missing }) =>
        `  ${[assignment?.name, role?.name].filter((name) => name !== undefined).join(' / ') || 'nothing yet'}: ${Array.from(missing, ({ kind }) => gaps[kind] ?? kind).join('; ')}`,
    ),
  ];
}

type Atom = Explanation['paths'][number]['atoms'][number];
const wordsOf = ({ atom, name }: Atom): string => {
  if (atom.type === 'all') return 'all rooms';
  if (atom.type !== 'rule') return `${atom.type} ${name ?? atom.id}`;
  return Object.entries(atom.where)
    .map(([attribute, values]) => `${attribute} = ${Array.from(values).join(' or ')}`)
    .join(' and ');
};
