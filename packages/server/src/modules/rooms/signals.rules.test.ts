import { describe, expect, it } from 'vitest';
import { measured } from '../../../../../tests/support/heartbeats.ts';
import { type SignalKey, assess, silence } from './signals.rules.ts';

const present = ['present', 'not_present', 'unknown'] as const;

describe('the health of a room', () => {
  it('is healthy when everything a meeting needs is there and has room', () => {
    expect(assess(measured({}), 'unique', [])).toEqual({
      health: 'healthy',
      reasons: [],
      raised: [],
      cleared: ['agent_silent', 'no_camera', 'no_microphone', 'no_display', 'disk_nearly_full', 'memory_nearly_full', 'agent_cloned'],
    });
  });

  // camera       microphone     display        → health       reasons
  const table = `
    present       present        present        healthy
    not_present   present        present        important      no_camera
    present       not_present    present        important      no_microphone
    present       present        not_present    important      no_display
    unknown       present        present        unknown        cameras_unknown
    present       unknown        present        unknown        microphones_unknown
    present       present        unknown        unknown        displays_unknown
    unknown       unknown        unknown        unknown        cameras_unknown microphones_unknown displays_unknown
    not_present   unknown        present        important      no_camera microphones_unknown
    not_present   not_present    not_present    important      no_camera no_microphone no_display`;
  for (const line of table.trim().split('\n')) {
    const [cameras, microphones, displays, health, ...reasons] = line.trim().split(/\s+/);
    it(`D54 D75 is ${health} with camera ${cameras}, microphone ${microphones}, display ${displays}`, () => {
      const found = assess(measured({ cameras: stateOf(cameras), microphones: stateOf(microphones), displays: stateOf(displays) }), 'unique', []);
      expect([found.health, ...found.reasons]).toEqual([health, ...reasons]);
    });
  }

  // a value, whether it was raised before → severity of the signal, or what else came of it
  const fullness = `
    disk    50      no    cleared
    disk    89.99   no    cleared
    disk    90      no    warning
    disk    96.99   no    warning
    disk    97      no    important
    disk    100     no    important
    disk    89.99   yes   warning
    disk    85      yes   warning
    disk    84.99   yes   cleared
    memory  94      no    cleared
    memory  95      no    warning
    memory  99      no    important
    memory  91      yes   warning
    memory  89      yes   cleared`;
  for (const line of fullness.trim().split('\n')) {
    const [what, percent, before, outcome] = line.trim().split(/\s+/);
    it(`D54 D56 ${what} at ${percent} %, raised before: ${before}, is ${outcome}`, () => {
      const signal: SignalKey = what === 'disk' ? 'disk_nearly_full' : 'memory_nearly_full';
      const input = what === 'disk' ? measured({ diskPercent: Number(percent) }) : measured({ memoryPercent: Number(percent) });
      const { raised, cleared, health } = assess(input, 'unique', before === 'yes' ? [signal] : []);
      const severity = raised.find(({ key }) => key === signal)?.severity;
      expect([severity ?? (cleared.includes(signal) ? 'cleared' : 'neither'), health]).toEqual([
        outcome,
        outcome === 'cleared' ? 'healthy' : outcome,
      ]);
    });
  }

  it('D54 is never healthy while any probe that decides says unknown, whatever the others say', () => {
    for (const cameras of present)
      for (const microphones of present)
        for (const displays of present)
          for (const disks of present)
            for (const memory of present) {
              const { health, raised, cleared } = assess(measured({ cameras, microphones, displays, disks, memory }), 'unique', []);
              const well = [cameras, microphones, displays, disks, memory].every((state) => state === 'present');
              expect(health === 'healthy').toBe(well);
              if (cameras === 'unknown') expect([...raised.map(({ key }) => key), ...cleared]).not.toContain('no_camera');
            }
  });

  it('names the fullest of several disks, by its mount', () => {
    const { disks } = measured({ diskPercent: 20 });
    const two = { ...measured({}), disks: { ...disks, items: [...disks.items, { mount: '/data', sizeBytes: 10, usedBytes: 9, usedPercent: 93.5 }] } };
    expect(assess(two, 'unique', []).raised).toEqual([{ key: 'disk_nearly_full', severity: 'warning', detail: 'The disk /data is 93 % full.' }]);
  });

  it('A105 is important while two machines share the credential, and well again with a credential that is not shared', () => {
    expect(assess(measured({}), 'cloned', []).raised.map(({ key }) => key)).toEqual(['agent_cloned']);
    expect(assess(measured({}), 'unique', ['agent_cloned']).cleared).toContain('agent_cloned');
  });

  it('D54 is unknown when the room is silent, and nothing that was wrong counts as well again', () => {
    expect(silence).toMatchObject({ health: 'unknown', reasons: ['agent_silent'], cleared: [] });
  });
});

function stateOf(text: string | undefined): (typeof present)[number] {
  const state = present.find((one) => one === text);
  if (state === undefined) throw new Error(`not a state: \`${text}\``);
  return state;
}
