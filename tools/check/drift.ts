// Makes the generated files again, in memory, and compares them with those that are committed. Words: `contract` or
// `migrations`, and a folder to compare with instead of the repository.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { generateFromContract, generateFromMigrations } from '../generate/everything.ts';
import { root } from '../generate/generated.ts';

const [part, folder] = process.argv.slice(2);
const base = folder === undefined ? root : pathToFileURL(`${resolve(folder)}/`);
const files = await (part === 'migrations' ? generateFromMigrations() : generateFromContract());
const outdated = files.filter(({ path, text }) => committed(path) !== text);
for (const { path, text } of outdated)
  console.error(`${path} is not what npm run generate writes, from ${firstDifference(committed(path) ?? '', text)} on`);
process.exitCode = outdated.length > 0 ? 1 : 0;

function committed(path: string): string | undefined {
  try {
    return readFileSync(new URL(path, base), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function firstDifference(before: string, after: string): string {
  const [old, fresh] = [before.split('\n'), after.split('\n')];
  const line = fresh.findIndex((text, index) => text !== old[index]);
  return line === -1 ? 'its end' : `line ${line + 1}`;
}
