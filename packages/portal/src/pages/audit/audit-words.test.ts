import { readFileSync } from 'node:fs';
import * as contract from '@keyholder/contract';
import { describe, expect, it } from 'vitest';

type Tree = { [key: string]: Tree | string };
const terms: Tree = JSON.parse(readFileSync(new URL('../../locales/en/terms.json', import.meta.url), 'utf8'));
const has = (path: string): boolean => {
  let at: Tree | string | undefined = terms;
  for (const key of path.split('.')) at = typeof at === 'object' ? at[key] : undefined;
  return typeof at === 'string';
};

type Operation = { id: string; method: string; base?: string; path: string };
const isOperation = (value: unknown): value is Operation => typeof value === 'object' && value !== null && 'id' in value && 'method' in value;
const operations = Object.values(contract).flatMap((group): Operation[] =>
  typeof group === 'object' ? Object.values(group).filter(isOperation) : [],
);

describe('the words of the audit', () => {
  it('D47 name whatever an act is done to, and what a refused request is about by the last name in its path', () => {
    const inPaths = operations.flatMap(({ path }) => [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).slice(-1));
    expect(inPaths).toContain('room');
    expect([...contract.auditTargets, ...inPaths, 'route'].filter((type) => !has(`target.${type}`))).toEqual([]);
  });

  it('D47 name every act that can be chosen', () => expect(contract.auditActions.filter((action) => !has(`action.${action}`))).toEqual([]));

  it('D47 name every reading that can be refused', () => {
    const readings = operations.filter(({ id, method, base }) => method === 'GET' && base !== 'root' && !/^(setup|activation)\./.test(id)); // nobody is signed in there
    expect(readings.length).toBeGreaterThan(10);
    expect(readings.filter(({ id }) => !has(`action.${id}`)).map(({ id }) => id)).toEqual([]);
  });

  it('D54 name every signal and every reason of a health', () => {
    const signals = ['agent_silent', 'agent_cloned', 'disk_nearly_full', 'memory_nearly_full', 'no_camera', 'no_microphone', 'no_display'];
    const unknowns = ['cameras', 'microphones', 'displays', 'disks', 'memory'].map((probe) => `${probe}_unknown`);
    const missing = [...signals.map((key) => `signal.${key}`), ...[...signals, ...unknowns, 'not_measured_yet'].map((key) => `reason.${key}`)].filter(
      (path) => !has(path),
    );
    expect(missing).toEqual([]);
  });
});
