import { type IncidentState } from '@keyholder/contract';
import { describe, expect, it } from 'vitest';
import { moved, nextStates } from './tickets.rules.ts';

const states = ['needs_action', 'investigating', 'waiting', 'resolved', 'closed'] as const satisfies readonly IncidentState[];

/** From the state at the left into the one above: yes, stays as it is, 409 not allowed, 409 follows its signal. */
const grids = {
  person: `
    needs_action investigating waiting resolved closed | from
    stays        yes           yes     yes      yes      needs_action
    yes          stays         yes     yes      yes      investigating
    yes          yes           stays   yes      yes      waiting
    yes          yes           no      stays    yes      resolved
    yes          no            no      no       stays    closed`,
  signal: `
    needs_action investigating waiting resolved closed | from
    stays        yes           yes     yes      signal   needs_action
    yes          stays         yes     yes      signal   investigating
    yes          yes           stays   yes      signal   waiting
    yes          yes           no      stays    signal   resolved
    signal       no            no      no       stays    closed`,
} as const;

for (const source of ['person', 'signal'] as const) {
  describe(`a ticket that a ${source} opened`, () => {
    for (const line of grids[source].trim().split('\n').slice(1)) {
      const cells = line.trim().split(/\s+/);
      const state = states.find((one) => one === cells.at(-1)) ?? 'closed';
      for (const [n, to] of states.entries()) {
        it(`D56 goes from ${state} into ${to}: ${cells[n]}`, () => {
          const found = moved({ state, source }, to, 'because');
          const told = found.ok ? (found.value === undefined ? 'stays' : 'yes') : found.code === 'follows_signal' ? 'signal' : 'no';
          expect(told).toBe(cells[n]);
          expect(nextStates({ state, source }).includes(to)).toBe(told === 'yes');
        });
      }
    }
  });
}

describe('what a move writes', () => {
  it('D56 asks why something is resolved or closed, and for no other reason', () => {
    for (const to of states) {
      const found = moved({ state: to === 'needs_action' ? 'closed' : 'needs_action', source: 'person' }, to, undefined);
      expect(found.ok ? 'fine' : [found.code, found.pointer]).toEqual(['resolved', 'closed'].includes(to) ? ['invalid_value', '/reason'] : 'fine');
    }
  });

  it('keeps the time of resolution when what was resolved is closed, and forgets it with the reason when it is reopened', () => {
    const closed = moved({ state: 'resolved', source: 'person' }, 'closed', 'gone');
    expect(closed).toEqual({ ok: true, value: { state: 'closed', resolvedAt: 'now or earlier', closedAt: 'now', resolution: 'gone' } });
    const reopened = moved({ state: 'closed', source: 'person' }, 'needs_action', 'it is back');
    expect(reopened).toEqual({ ok: true, value: { state: 'needs_action', resolvedAt: null, closedAt: null, resolution: null } });
  });
});
