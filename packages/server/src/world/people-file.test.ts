import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DemoPerson } from './people.ts';
import { readPeople, writePeopleFile } from './people-file.ts';

const ada: DemoPerson = {
  alias: 'ada',
  id: 'usr_ada',
  name: 'Ada',
  email: 'ada@acme.example',
  password: 'four-by-four',
  organization: { id: 'org_acme', name: 'Acme', domain: 'acme.example' },
  roles: [],
  token: 'kh_api_…',
};
const contents = { url: 'http://127.0.0.1:1', people: [ada], ids: { ada: 'usr_ada' }, decisionToken: 'kh_decision_…' };

describe('demo.json', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'keyholder-people-'));
    path = join(folder, 'demo.json');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('is for its owner only, also where a half-written one was left behind', () => {
    writeFileSync(`${path}.new`, 'half', { mode: 0o644 });
    writePeopleFile(path, contents);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(contents);
    expect(readdirSync(folder)).toEqual(['demo.json']);
  });

  test('keeps people and tokens at a later start, and tells the address of that start', () => {
    writePeopleFile(path, contents);
    expect(readPeople(path, 'http://127.0.0.1:2')).toEqual([ada]);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ ...contents, url: 'http://127.0.0.1:2' });
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });
});
