import { type Command, textOf } from '../command.ts';
import { answerOf, clientFor } from '../connect.ts';
import { exitCodes } from '../exit-codes.ts';
import { Failure } from '../failure.ts';
import { keepLogin } from '../login-file.ts';
import { shown } from '../print.ts';

/** Asks once who the token is, so that a mistyped one is not kept. */
export const login: Command = {
  name: 'login',
  takes: '--url URL',
  summary: 'keep an API token for the commands that follow; it is read from KEYHOLDER_TOKEN, from what is piped in, or asked for',
  options: { url: { type: 'string' } },
  notes: { url: 'where the server is, e.g. https://keyholder.example' },
  words: { least: 0, most: 0 },
  examples: ['keyholder login --url http://127.0.0.1:3000', 'keyholder login --url https://keyholder.example < token.txt'],
  run: async (given, surroundings) => {
    const { env, readInput, askSecret, out } = surroundings;
    const url = textOf(given, 'url') ?? env['KEYHOLDER_URL'];
    if (url === undefined || !URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
      throw new Failure(exitCodes.usage, 'login needs --url with the address of the server');
    const token = (env['KEYHOLDER_TOKEN'] ?? (await readInput()) ?? (await askSecret('API token: '))).trim();
    if (token === '') throw new Failure(exitCodes.usage, 'no token was given');
    const me = answerOf(await clientFor({ url, token }).GET('/api/v1/me'));
    const file = await keepLogin(env, { url, token });
    if (given.values['json'] === true) out(`${JSON.stringify({ person: { id: me.id, name: me.name, organization: me.organization.name }, file })}\n`);
    else out(`signed in as ${shown(me.name)} of ${shown(me.organization.name)}; kept in ${file}\n`);
    return exitCodes.done;
  },
};
