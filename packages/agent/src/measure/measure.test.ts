import { expect, test } from 'vitest';
import { systemClock } from '../clock.ts';
import { movedClock } from '../moved-clock.fixture.ts';
import { machine, roomPc, says, thisVm } from './machines.fixture.ts';
import { meterOf } from './measure.ts';
import { thisMachine } from './source.ts';

test('D54 the recorded machine gives exactly these facts: no host name, no serial number, no address', async () => {
  const measurements = await meterOf(machine({ system: thisVm, tree: roomPc }), movedClock())();
  expect(measurements).toMatchObject({
    cpu: { state: 'present', cores: 2, loadPercent: 4.04 },
    memory: { state: 'present', totalBytes: 25276502016, usedBytes: 425521152 },
    disks: { state: 'present', items: [{ mount: '/', sizeBytes: 270553174016, usedBytes: 13461319680, usedPercent: 13.77 }] },
    uptimeSeconds: { state: 'present', value: 1033 },
  });
  expect(measurements.os).toEqual({ state: 'present', name: 'Debian GNU/Linux', version: '12', kernel: '6.18.44-fc-v669', arch: 'x64' });
  expect(JSON.stringify(measurements)).not.toMatch(/meeting-room-7|3d1219c7|001122aabbcc|SERIAL/i);
});

test.each([
  ['answers nothing', machine({})],
  [
    'answers nonsense',
    machine({
      platform: 'freebsd',
      system: { currentLoad: says('x'), mem: says({ total: '1' }), osInfo: says({ distro: 'unknown' }), uptime: says(-1) },
    }),
  ],
  [
    'throws in every probe',
    machine({
      system: {
        currentLoad: () => {
          throw new Error('secret');
        },
        mem: () => Promise.reject(new Error('secret')),
        fsSize: () => Promise.reject('secret'),
      },
      tree: { '/sys/class': { fails: 'EACCES' }, '/sys/class/net': { fails: 'EACCES' }, '/proc/asound': { fails: 'EIO' } },
    }),
  ],
])('D54 a machine that %s is unknown in all things', async (_, source) => {
  const measurements = await meterOf(source, movedClock())();
  expect(Object.values(measurements).map(({ state }) => state)).toEqual(Array.from({ length: 9 }, () => 'unknown'));
  expect(JSON.stringify(measurements)).not.toContain('secret');
});

test('D54 a probe that hangs is unknown, harms no other, and is not started again while it hangs', async () => {
  let started = 0;
  const hangs = () => {
    started += 1;
    return new Promise(() => undefined);
  };
  const clock = movedClock();
  const measure = meterOf(machine({ system: { ...thisVm, fsSize: hangs } }), clock, 10_000);
  const first = measure();
  await clock.pass(10_000);
  expect(await first).toMatchObject({ disks: { state: 'unknown', reason: 'no answer within 10 s' }, cpu: { state: 'present' } });
  expect(await measure()).toMatchObject({
    disks: { state: 'unknown', reason: 'an earlier measurement has not come to an end' },
    cpu: { state: 'present' },
  });
  expect(started).toBe(1);
  expect(clock.waiting()).toBe(0);
});

test('D54 this very machine has a processor, memory, an operating system and an uptime', async () => {
  const measurements = await meterOf(thisMachine(), systemClock, 60_000)();
  const { cpu, memory, os, uptimeSeconds } = measurements;
  expect([cpu, memory, os, uptimeSeconds].map(({ state }) => state)).toEqual(['present', 'present', 'present', 'present']);
  for (const { state, items, ...rest } of [
    measurements.disks,
    measurements.displays,
    measurements.cameras,
    measurements.microphones,
    measurements.network,
  ]) {
    expect(items.length > 0).toBe(state === 'present');
    expect('reason' in rest || state !== 'unknown').toBe(true);
  }
});
