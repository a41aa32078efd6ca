// Writes every generated file that is committed. With `contract` or `migrations` only those that follow from one of the two.
import { mkdirSync, writeFileSync } from 'node:fs';
import { generateFromContract, generateFromMigrations } from './generate/everything.ts';
import { root } from './generate/generated.ts';

const [part] = process.argv.slice(2);
const files = [...(part === 'migrations' ? [] : await generateFromContract()), ...(part === 'contract' ? [] : await generateFromMigrations())];
for (const { path, text } of files) {
  const file = new URL(path, root);
  mkdirSync(new URL('.', file), { recursive: true });
  writeFileSync(file, text);
  console.log(path);
}
