import type { ParseArgsOptionsConfig } from 'node:util';
import type { ExitCode } from './exit-codes.ts';
import type { Surroundings } from './surroundings.ts';

export type Given = { values: Readonly<Record<string, string | boolean | undefined>>; words: readonly string[] };

/** One command: its words, what it takes, its help, and what it does. */
export type Command = {
  /** e.g. `audit export` */
  name: string;
  /** what follows the name, as it stands in the help */
  takes: string;
  summary: string;
  options: ParseArgsOptionsConfig;
  /** a line of help for each option */
  notes: Readonly<Record<string, string>>;
  /** how many words it needs besides its name */
  words: { least: number; most: number };
  examples: readonly string[];
  run: (given: Given, surroundings: Surroundings) => Promise<ExitCode>;
};

/** The text of an option that may be given. */
export const textOf = ({ values }: Given, name: string): string | undefined => {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
};
