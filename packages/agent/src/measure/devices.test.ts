import { describe, expect, test } from 'vitest';
import { measureCameras } from './cameras.ts';
import { measureDisplays } from './displays.ts';
import { machine, plainKernel, roomPc, says } from './machines.fixture.ts';
import { measureMicrophones } from './microphones.ts';
import { measureNetwork } from './network.ts';

const noneHere = { state: 'not_present', items: [] };
const nobodyKnows = { state: 'unknown', reason: expect.stringMatching(/.{10,200}/), items: [] };

describe('cameras', () => {
  test('D54 one camera with two nodes is one camera', async () => {
    expect(await measureCameras(machine({ tree: roomPc }))).toEqual({ state: 'present', items: [{ name: 'Rally Camera: Rally Camera' }] });
  });
  test('D54 without udev, as in a container, a USB camera is found by its first node', async () => {
    const tree = Object.fromEntries(Object.entries(roomPc).filter(([name]) => !name.startsWith('/run/')));
    expect((await measureCameras(machine({ tree }))).items).toHaveLength(1);
  });
  test('D54 a kernel that shows its devices and no video device has no camera', async () => {
    expect(await measureCameras(machine({ tree: plainKernel }))).toEqual(noneHere);
  });
  test.each<[string, Parameters<typeof machine>[0]]>([
    ['the kernel shows no devices at all', {}],
    ['a USB camera has no driver', { tree: { ...plainKernel, '/sys/bus/usb/devices/2-3:1.0/bInterfaceClass': '0e\n' } }],
    [
      "an image pipeline's nodes exist, with or without a sensor",
      {
        tree: {
          ...plainKernel,
          '/sys/class/video4linux/video0/name': 'Intel IPU6 ISYS Capture 0',
          '/sys/class/video4linux/video0/dev': '81:0',
          '/sys/class/video4linux/video0/device': { link: '../../../0000:00:05.0' },
          '/run/udev/data/c81:0': 'E:ID_V4L_CAPABILITIES=:capture:',
        },
      },
    ],
    ['Windows lists no cameras', { platform: 'win32', system: { usb: says([{ type: 'Hub', name: 'USB Root Hub' }]) } }],
    ['macOS lists no USB camera but may have a built-in one', { platform: 'darwin', system: { usb: says([]) } }],
  ])('D54 is unknown, not absent, when %s', async (_, given) => {
    expect(await measureCameras(machine(given))).toEqual(nobodyKnows);
  });
  test('a device that software made is no camera', async () => {
    const tree = { ...plainKernel, '/sys/class/video4linux/video9/name': 'Dummy video device', '/sys/class/video4linux/video9/dev': '81:9' };
    expect(await measureCameras(machine({ tree }))).toEqual(noneHere);
  });
  test('10,000 USB devices give 50 items at most, and still the right answer when there is no camera among them', async () => {
    const listed = (type: string) => Array.from({ length: 10_000 }, (_, n) => ({ type, name: `Device ${n}` }));
    const cameras = await measureCameras(machine({ platform: 'darwin', system: { usb: says(listed('Camera')) } }));
    expect(cameras.items).toHaveLength(50);
    expect(await measureCameras(machine({ platform: 'darwin', system: { usb: says(listed('Hub')) } }))).toEqual(nobodyKnows);
    const plugged = Array.from({ length: 10_000 }, (_, n) => [`/sys/bus/usb/devices/1-${n}:1.0/bInterfaceClass`, '03']);
    expect(await measureCameras(machine({ tree: { ...plainKernel, ...Object.fromEntries(plugged) } }))).toEqual(noneHere);
  });
});

describe('microphones', () => {
  test('D54 lists the capture streams only, with the name of their card', async () => {
    expect(await measureMicrophones(machine({ tree: roomPc }))).toEqual({
      state: 'present',
      items: [{ name: 'HDA Intel PCH, ALC257 Analog' }, { name: 'Jabra SPEAK 510 USB, USB Audio' }],
    });
  });
  test.each<[string, Parameters<typeof machine>[0]]>([
    ['ALSA lists no card', { tree: { '/proc/asound/cards': '--- no soundcards ---', '/proc/asound/version': 'x' } }],
    ['the kernel has no ALSA', { tree: plainKernel }],
    [
      'the only stream is the loopback of the kernel',
      {
        tree: {
          '/proc/asound/cards': ' 0 [Loopback       ]: Loopback - Loopback\n',
          '/proc/asound/pcm': '00-00: Loopback PCM : Loopback PCM : playback 8 : capture 8',
        },
      },
    ],
    ['macOS lists outputs only', { platform: 'darwin', system: { audio: says([{ name: 'HDMI', in: false, out: true }]) } }],
  ])('D54 has none when %s', async (_, given) => {
    expect(await measureMicrophones(machine(given))).toEqual(noneHere);
  });
  test.each<[string, Parameters<typeof machine>[0]]>([
    ['a container hides ALSA behind an empty folder', { tree: { ...plainKernel, '/proc/asound/': '' } }],
    ['a USB headset has no driver', { tree: { ...plainKernel, '/sys/bus/usb/devices/1-1:1.0/bInterfaceClass': '01' } }],
    ['macOS lists nothing at all, as after a failure', { platform: 'darwin', system: { audio: says([]) } }],
    [
      'Windows does not say what records',
      { platform: 'win32', system: { audio: says([{ name: 'Microsoft Audio', type: 'Microphone', in: null }]) } },
    ],
  ])('D54 is unknown, not absent, when %s', async (_, given) => {
    expect(await measureMicrophones(machine(given))).toEqual(nobodyKnows);
  });
});

describe('displays', () => {
  test('D54 names the connected display by its model and never by its serial number', async () => {
    const displays = await measureDisplays(machine({ tree: roomPc }));
    expect(displays).toEqual({ state: 'present', items: [{ name: 'DELL U2720Q', connector: 'HDMI-A-1', resolution: '3840x2160' }] });
    expect(JSON.stringify(displays)).not.toContain('SERIAL');
  });
  test('D54 has none when every connector says so, or there are no graphics', async () => {
    const tree = { ...plainKernel, '/sys/class/drm/card1-DP-1/status': 'disconnected' };
    expect(await measureDisplays(machine({ tree }))).toEqual(noneHere);
    expect(await measureDisplays(machine({ tree: plainKernel }))).toEqual(noneHere);
  });
  test.each<[string, Parameters<typeof machine>[0]]>([
    ['the driver names no connectors', { tree: { ...plainKernel, '/sys/class/drm/card0/dev': '226:0' } }],
    ['a connector does not know', { tree: { ...plainKernel, '/sys/class/drm/card0-VGA-1/status': 'unknown' } }],
    ['the listing of another system is empty', { platform: 'win32', system: { graphics: says({ controllers: [], displays: [] }) } }],
  ])('D54 is unknown, not absent, when %s', async (_, given) => {
    expect(await measureDisplays(machine(given))).toEqual(nobodyKnows);
  });
});

describe('network', () => {
  test('D54 lists hardware, without the MAC address that Linux puts into names', async () => {
    expect(await measureNetwork(machine({ tree: roomPc }))).toEqual({
      state: 'present',
      items: [
        { name: 'enp0s31f6', up: true, type: 'wired' },
        { name: 'wlx', up: false, type: 'wireless' },
      ],
    });
  });
  test("D54 in a container the virtual interface stands for the machine's", async () => {
    const tree = { '/sys/class/net/lo/operstate': 'unknown', '/sys/class/net/eth0/operstate': 'up', '/sys/class/net/eth0/type': '1' };
    expect((await measureNetwork(machine({ tree }))).items).toEqual([{ name: 'eth0', up: true, type: 'other' }]);
  });
  test('D54 an interface whose state nobody knows is not called up', async () => {
    const system = { networkInterfaces: says([{ ifaceName: 'Ethernet', operstate: 'unknown', type: 'wired', ip4: '192.0.2.7' }]) };
    expect(await measureNetwork(machine({ platform: 'win32', system }))).toEqual(nobodyKnows);
  });
  test('D54 a driver without states is asked for its carrier, which cannot be read while it is off', async () => {
    const port = { '/sys/class/net/usb0/operstate': 'unknown', '/sys/class/net/usb0/device': { link: '../1-1' } };
    const state = async (carrier: string | { fails: string }) =>
      (await measureNetwork(machine({ tree: { ...port, '/sys/class/net/usb0/carrier': carrier } }))).items.map(({ up }) => up);
    expect(await state('1')).toEqual([true]);
    expect(await state({ fails: 'EINVAL' })).toEqual([false]);
  });
});
