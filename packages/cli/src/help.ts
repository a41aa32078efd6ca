import type { Command } from './command.ts';
import { exitCodes } from './exit-codes.ts';

const codeWords = `Exit codes: ${exitCodes.done} done, ${exitCodes.refused} refused or not intact, ${exitCodes.usage} wrong words, ${exitCodes.notSignedIn} not signed in, ${exitCodes.unreachable} no answer, ${exitCodes.internal} a fault of this program.`;

export function overview(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name, takes }) => `${name} ${takes}`.trimEnd().length));
  return [
    'keyholder: rooms, who may touch them, and proof of what was done.',
    '',
    'Usage: keyholder COMMAND [--json] [--help]',
    '',
    ...commands.map(({ name, takes, summary }) => `  ${`${name} ${takes}`.trimEnd().padEnd(width)}  ${summary}`),
    '',
    'Examples:',
    ...commands.flatMap(({ examples }) => examples.slice(0, 1).map((example) => `  ${example}`)),
    '',
    codeWords,
    '',
  ].join('\n');
}

export const helpOf = ({ name, takes, summary, notes, examples }: Command): string =>
  [
    `keyholder ${`${name} ${takes}`.trimEnd()}`,
    '',
    `  ${summary}`,
    '',
    'Options:',
    ...Object.entries({ ...notes, json: 'for programs: JSON instead of words', help: 'this text' }).map(
      ([option, note]) => `  --${option.padEnd(10)} ${note}`,
    ),
    '',
    'Examples:',
    ...examples.map((example) => `  ${example}`),
    '',
    codeWords,
    '',
  ].join('\n');
