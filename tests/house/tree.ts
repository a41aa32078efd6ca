import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');
const skipped = new Set(['node_modules', 'dist', '.git', 'data', 'test-results']);

/** Every file of the repository that people or programs of the house wrote, by its path from the root. */
export function allFiles(folder = ''): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !skipped.has(name))
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) return allFiles(path);
      return entry.isFile() ? [path] : [];
    });
}

export const read = (path: string): string => readFileSync(join(root, path), 'utf8');

export const exists = (path: string): boolean => statSync(join(root, path), { throwIfNoEntry: false }) !== undefined;

export const isGenerated = (path: string): boolean => path.includes('/generated/') || path === 'docs/errors.md' || path === 'package-lock.json';
