import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allFiles, exists, isGenerated, read, root } from './tree.ts';

const files = allFiles();
const sources = files.filter((path) => /\.(ts|tsx|mjs|sql)$/.test(path) && !isGenerated(path));
const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path) || path.startsWith('tests/');
const isText = (path: string): boolean => !/\.(png|ico|woff2|gz)$/.test(path);

describe('every source file', () => {
  it('is there to be looked at', () => expect(sources.length).toBeGreaterThan(300));

  it('has at most 300 lines, a test 500', () => {
    const lines = (path: string): number => read(path).split('\n').length - 1;
    expect(sources.filter((path) => lines(path) > (isTest(path) ? 500 : 300))).toEqual([]);
  });

  it('is named after what it does', () => {
    // a Tenant Manager is somebody (product.md, Vocabulary)
    const vague = /(^|[-./])(utils?|helpers?|(?<!tenant-)managers?|services?|common|misc|shared)([-./]|$)/;
    expect(sources.filter((path) => vague.test(path))).toEqual([]);
  });

  it('is written in lower case with dashes', () => {
    expect(sources.filter((path) => /[A-Z_ ]/.test(path.split('/').at(-1) ?? '') && !/\/migrations\/\d{4}_/.test(path))).toEqual([]);
  });
});

describe('nothing in the repository', () => {
  it('names a folder of the machine it was written on', () => {
    const here = root.replace(/\/$/, ''); // wherever this checkout lies
    const place = new RegExp(['/home/\\w+/', '/root/', '/Users/\\w+/', '[A-Z]:\\\\\\\\Users'].join('|'));
    const naming = files.filter(
      (path) =>
        isText(path) &&
        path !== 'tests/house/files.test.ts' &&
        (place.test(read(path)) || (here.lastIndexOf('/') > 0 && read(path).includes(`${here}/`))),
    );
    expect(naming).toEqual([]);
  });

  it('is a test that is skipped or runs alone', () => {
    const held = new RegExp(`\\b(it|test|describe)\\.(${['skip', 'only', 'todo'].join('|')})\\b`);
    expect(sources.filter((path) => isTest(path) && held.test(read(path)))).toEqual([]);
  });
});

describe('every dependency', () => {
  const manifests = files.filter((path) => path.endsWith('package.json') && !path.includes('/fixtures/'));

  it('has one exact version', () => {
    const loose = manifests.flatMap((path) =>
      dependenciesOf(path)
        .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
        .map(([name]) => `${path}: ${name}`),
    );
    expect(loose).toEqual([]);
  });

  it('has the same version everywhere', () => {
    const versions = new Map<string, Set<string>>();
    for (const [name, version] of manifests.flatMap(dependenciesOf)) versions.set(name, (versions.get(name) ?? new Set()).add(version));
    expect([...versions].filter(([, all]) => all.size > 1).map(([name]) => name)).toEqual([]);
  });

  it('is locked by its digest and not by an address', () => {
    const lock = read('package-lock.json');
    expect(lock).not.toMatch(/"resolved": "https?:/);
    const packages: Record<string, { link?: boolean; integrity?: string; optional?: boolean; inBundle?: boolean }> = JSON.parse(lock).packages;
    const unlocked = Object.entries(packages).filter(
      ([path, entry]) => path.includes('node_modules/') && entry.link !== true && entry.inBundle !== true && entry.integrity === undefined,
    );
    expect(unlocked.map(([path]) => path)).toEqual([]);
  });
});

function dependenciesOf(path: string): [string, string][] {
  const manifest: Record<string, Record<string, string> | undefined> = JSON.parse(read(path));
  return ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) => Object.entries(manifest[kind] ?? {}));
}

describe('the case files', () => {
  const given = join(root, '../shared/cases');
  const copies = ['permissions.csv', 'permissions-more.csv', 'world-1.json', 'world-2.json', 'world-3.json'];

  it('are all here', () => expect(copies.filter((name) => !exists(`tests/cases/${name}`))).toEqual([]));

  it('are unchanged where the originals can be seen', () => {
    const originals = existsSync(given) ? readdirSync(given).filter((name) => exists(`tests/cases/${name}`)) : [];
    const changed = originals.filter((name) => readFileSync(join(given, name), 'utf8') !== read(`tests/cases/${name}`));
    expect(changed).toEqual([]);
  });
});
