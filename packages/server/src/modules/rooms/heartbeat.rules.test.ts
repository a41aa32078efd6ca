import { describe, expect, it } from 'vitest';
import { measured } from '../../../../../tests/support/heartbeats.ts';
import { type Heard, formerRunsAfter, heartbeatFaults, isClone } from './heartbeat.rules.ts';

describe('one credential on two machines', () => {
  // identity at enrolment and now; run and sequence heard last; former runs; run and sequence now
  const table = `
    x x  -  -   -    a  1   own     the first heartbeat
    x x  a  5   -    a  6   own     the next one
    x x  a  5   -    a  9   own     one after others that got lost
    x x  a  5   -    b  1   own     the agent was started again
    x x  b  2   a    c  1   own     and again
    x y  -  -   -    a  1   clone   another machine than enrolled
    x y  a  5   -    a  6   clone   another machine goes on
    - y  a  5   -    a  6   own     the machine that enrolled was not known
    x -  a  5   -    a  6   own     the machine does not know itself any more
    x x  a  5   -    a  5   clone   the same heartbeat twice
    x x  a  5   -    a  4   clone   an earlier one
    x x  b  1   a    a  6   clone   a run that another one had replaced
    - -  b  1   a    a  6   clone   the same, of machines that do not know themselves`;
  for (const line of table.trim().split('\n')) {
    const [enrolled, seen, run, last, former, nowRun, now, verdict, ...why] = line.trim().split(/\s+/);
    it(`A105 is seen as ${verdict}: ${why.join(' ')}`, () => {
      const heard: Heard = {
        identity: valueOf(enrolled),
        run: valueOf(run),
        sequence: last === '-' ? null : Number(last),
        formerRuns: former === '-' ? [] : [String(former)],
      };
      expect(isClone(heard, { identity: valueOf(seen), run: String(nowRun), sequence: Number(now) })).toBe(verdict === 'clone');
    });
  }

  it('A105 remembers the last twenty runs, the newest last', () => {
    let heard: Heard = { identity: null, run: null, sequence: null, formerRuns: [] };
    for (let n = 1; n <= 30; n += 1) {
      const beat = { identity: null, run: `run ${n}`, sequence: 1 };
      heard = { ...heard, formerRuns: formerRunsAfter(heard, beat), run: beat.run, sequence: 1 };
    }
    expect([heard.formerRuns.length, heard.formerRuns[0], heard.formerRuns.at(-1)]).toEqual([20, 'run 10', 'run 29']);
  });
});

describe('a heartbeat that contradicts itself', () => {
  const now = new Date('2026-01-01T00:00:00Z');
  const well = measured({});
  const cases = [
    {
      what: 'a camera list without a camera that says present',
      body: { ...well, cameras: { state: 'present' as const, items: [] } },
      at: '/measurements/cameras/items',
    },
    {
      what: 'a camera that is not present',
      body: { ...well, cameras: { state: 'not_present' as const, items: [{ name: 'x' }] } },
      at: '/measurements/cameras/items',
    },
    {
      what: 'disks that are unknown and there',
      body: { ...well, disks: { ...well.disks, state: 'unknown' as const } },
      at: '/measurements/disks/items',
    },
    { what: 'memory without its size', body: { ...well, memory: { state: 'present' as const, usedBytes: 1 } }, at: '/measurements/memory' },
    {
      what: 'more memory used than there is',
      body: { ...well, memory: { state: 'present' as const, usedBytes: 2, totalBytes: 1 } },
      at: '/measurements/memory',
    },
    { what: 'a load that is unknown and known', body: { ...well, cpu: { state: 'unknown' as const, loadPercent: 3 } }, at: '/measurements/cpu' },
    { what: 'a system without a name', body: { ...well, os: { state: 'present' as const } }, at: '/measurements/os' },
    { what: 'an uptime without a value', body: { ...well, uptimeSeconds: { state: 'present' as const } }, at: '/measurements/uptimeSeconds' },
  ];
  for (const { what, body, at } of cases) {
    it(`is refused: ${what}`, () => expect(heartbeatFaults(body, now, now).map(({ pointer }) => pointer)).toEqual([at]));
  }

  it('A107 is refused when its time is more than a day ahead; a clock that is behind is not the server’s business', () => {
    expect(heartbeatFaults(well, new Date('2026-01-02T00:00:01Z'), now).map(({ pointer }) => pointer)).toEqual(['/sentAt']);
    expect(heartbeatFaults(well, new Date('2026-01-01T23:00:00Z'), now)).toEqual([]);
    expect(heartbeatFaults(well, new Date('1970-01-01T00:00:00Z'), now)).toEqual([]);
  });

  it('is taken when every state fits its values', () => {
    expect(heartbeatFaults(measured({ cameras: 'not_present', displays: 'unknown', memory: 'unknown', disks: 'unknown' }), now, now)).toEqual([]);
  });
});

const valueOf = (text: string | undefined): string | null => (text === undefined || text === '-' ? null : text);
