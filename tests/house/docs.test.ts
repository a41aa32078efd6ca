import { statusOf } from '@keyholder/contract';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allFiles, exists, read } from './tree.ts';

const pages = allFiles().filter((path) => path.endsWith('.md') && !path.startsWith('tests/'));
const scripts = Object.keys(JSON.parse(read('package.json')).scripts);
/** Folders whose files a page may name by their path from the root. */
const rooted = /^(packages|tests|tools|bench|docs|\.ci)\//;

/** What a page names in code marks or links as a path; patterns and placeholders are none. */
function pathsIn(page: string): string[] {
  const text = read(page).replaceAll(/^(```|~~~)[\s\S]*?^\1/gm, '');
  const marked = [...text.matchAll(/`([^`\n]+)`/g)]
    .map(([, inside]) => inside ?? '')
    .filter((inside) => rooted.test(inside) && !/[*<>{}… ]|NNNN/.test(inside));
  const linked = [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, target]) => target ?? '').filter((target) => !/^[a-z]+:/.test(target));
  return [...marked, ...linked.map((target) => normalize(join(dirname(page), target)))];
}

describe('the documents', () => {
  it('are there', () => {
    for (const page of ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', 'docs/architecture.md', 'docs/domain/glossary.md'])
      expect(pages).toContain(page);
  });

  it('name only files that exist', () => {
    const missing = pages.flatMap((page) =>
      pathsIn(page)
        .filter((path) => !exists(path))
        .map((path) => `${page}: ${path}`),
    );
    expect(missing).toEqual([]);
  });

  it('name only commands that exist', () => {
    const named = pages.flatMap((page) => [...read(page).matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => ({ page, name })));
    expect(named.filter(({ name }) => !scripts.includes(name ?? ''))).toEqual([]);
  });

  it('keep CONTRIBUTING within 80 lines and each decision within 40', () => {
    const lines = (path: string): number => read(path).trimEnd().split('\n').length;
    expect(lines('CONTRIBUTING.md')).toBeLessThanOrEqual(80);
    expect(pages.filter((path) => path.startsWith('docs/adr/') && lines(path) > 40)).toEqual([]);
  });

  it('number the decisions without a gap', () => {
    const numbers = pages
      .filter((path) => path.startsWith('docs/adr/'))
      .map((path) => Number(path.slice('docs/adr/'.length, 'docs/adr/0000'.length)))
      .toSorted((a, b) => a - b);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });
});

it('docs/errors.md has every code of the contract with its status, and no other', () => {
  const listed = Object.fromEntries(
    [...read('docs/errors.md').matchAll(/^\| `(\w+)` \| (\d{3}) \|/gm)].map(([, code, status]) => [code, Number(status)]),
  );
  expect(listed).toEqual(statusOf);
});
