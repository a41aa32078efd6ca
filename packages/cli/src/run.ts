import { parseArgs } from 'node:util';
import type { Command } from './command.ts';
import { commands } from './commands/index.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { Failure } from './failure.ts';
import { helpOf, overview } from './help.ts';
import type { Surroundings } from './surroundings.ts';

/** @param words what follows the name of the program */
export async function run(words: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { out, err } = surroundings;
  const command = commands.find(({ name }) => name.split(' ').every((word, n) => words[n] === word));
  if (command === undefined) {
    const asksForHelp = words.length === 0 || words.includes('--help') || words[0] === 'help';
    (asksForHelp ? out : err)(asksForHelp ? overview(commands) : `there is no command \`${words[0]}\`: see keyholder --help\n`);
    return asksForHelp ? exitCodes.done : exitCodes.usage;
  }
  try {
    const given = givenTo(command, words.slice(command.name.split(' ').length));
    if (given.values['help'] === true) {
      out(helpOf(command));
      return exitCodes.done;
    }
    const { least, most } = command.words;
    if (given.words.length < least || given.words.length > most)
      throw new Failure(exitCodes.usage, `usage: keyholder ${command.name} ${command.takes}`);
    return await command.run(given, surroundings);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    err(`${error.message}\n`);
    return error.exitCode;
  }
}

function givenTo(command: Command, words: readonly string[]): Parameters<Command['run']>[0] {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      options: { ...command.options, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
      strict: true,
    });
    return { values: values as Record<string, string | boolean | undefined>, words: positionals }; // no option here takes several
  } catch (error) {
    throw new Failure(exitCodes.usage, `${error instanceof Error ? error.message : String(error)}`);
  }
}
