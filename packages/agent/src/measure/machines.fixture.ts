import type { Files } from './files.ts';
import type { Source, System } from './source.ts';

/**
 * Machines for the probes' tests. `thisVm` holds what a virtual machine really answered; the others are put together
 * from what the kernel's and systeminformation's documents say such a machine shows.
 */
type Tree = Readonly<Record<string, string | Uint8Array | { link: string } | { fails: string }>>;

/** Files of a machine, in memory: folders follow from the paths; `{ fails: 'EACCES' }` throws on every access. */
export function filesOf(tree: Tree): Files {
  const entry = async (name: string) => {
    const found = tree[name];
    if (typeof found === 'object' && 'fails' in found) throw Object.assign(new Error('refused'), { code: found.fails });
    return found;
  };
  return {
    bytes: async (name) => {
      const found = await entry(name);
      if (found instanceof Uint8Array) return found;
      return typeof found === 'string' ? new TextEncoder().encode(found) : null;
    },
    names: async (folder) => {
      await entry(folder);
      const below = Object.keys(tree).filter((name) => name.startsWith(`${folder}/`));
      const names = new Set(below.map((name) => name.slice(folder.length + 1).split('/')[0] ?? '').filter((name) => name !== ''));
      return names.size > 0 || below.length > 0 ? [...names] : null;
    },
    target: async (name) => {
      const found = await entry(name);
      return typeof found === 'object' && 'link' in found ? found.link : null;
    },
  };
}

/** A machine that answers nothing but what is given. */
export function machine(given: { platform?: NodeJS.Platform; tree?: Tree; system?: Partial<System>; people?: string[] }): Source {
  const nothing = () => Promise.resolve(undefined);
  return {
    platform: given.platform ?? 'linux',
    files: filesOf(given.tree ?? {}),
    people: given.people ?? [],
    system: {
      currentLoad: nothing,
      mem: nothing,
      fsSize: nothing,
      graphics: nothing,
      usb: nothing,
      audio: nothing,
      networkInterfaces: nothing,
      osInfo: nothing,
      uuid: nothing,
      uptime: nothing,
      ...given.system,
    },
  };
}

/** An answer of systeminformation. */
export const says = (answer: unknown) => () => Promise.resolve(answer);

/** The kernel shows its devices, though none of those that are asked for. */
export const plainKernel: Tree = { '/sys/class/tty/tty0/dev': '4:0', '/sys/class/net/lo/operstate': 'unknown' };

/** A docking PC: USB conference camera with two nodes, an on-board codec, a USB speakerphone, one display of two sockets. */
export const roomPc: Tree = {
  ...plainKernel,
  '/sys/class/video4linux/video0/name': 'Rally Camera: Rally Camera',
  '/sys/class/video4linux/video0/index': '0',
  '/sys/class/video4linux/video0/dev': '81:0',
  '/sys/class/video4linux/video0/device': { link: '../../../2-3:1.0' },
  '/sys/class/video4linux/video0/device/bInterfaceClass': '0e',
  '/sys/class/video4linux/video1/name': 'Rally Camera: Rally Camera',
  '/sys/class/video4linux/video1/index': '1',
  '/sys/class/video4linux/video1/dev': '81:1',
  '/sys/class/video4linux/video1/device': { link: '../../../2-3:1.0' },
  '/sys/class/video4linux/video1/device/bInterfaceClass': '0e',
  '/run/udev/data/c81:0': 'I:8123\nE:ID_V4L_VERSION=2\nE:ID_V4L_CAPABILITIES=:capture:\n',
  '/run/udev/data/c81:1': 'I:8124\nE:ID_V4L_VERSION=2\nE:ID_V4L_CAPABILITIES=:\n',
  '/proc/asound/cards':
    ' 0 [PCH            ]: HDA-Intel - HDA Intel PCH\n                      HDA Intel PCH at 0xf7e10000 irq 130\n' +
    ' 1 [USB            ]: USB-Audio - Jabra SPEAK 510 USB\n                      GN Netcom at usb-0000:00:14.0-2, full speed\n',
  '/proc/asound/pcm':
    '00-00: ALC257 Analog : ALC257 Analog : playback 1 : capture 1\n00-03: HDMI 0 : HDMI 0 : playback 1\n' +
    '01-00: USB Audio : USB Audio : playback 1 : capture 1\n',
  '/sys/class/drm/card0/dev': '226:0',
  '/sys/class/drm/card0-HDMI-A-1/status': 'connected',
  '/sys/class/drm/card0-HDMI-A-1/modes': '3840x2160\n1920x1080\n',
  '/sys/class/drm/card0-HDMI-A-1/edid': edidNamed('DELL U2720Q'),
  '/sys/class/drm/card0-DP-1/status': 'disconnected',
  '/sys/class/drm/card0-Writeback-1/status': 'unknown',
  '/sys/class/net/enp0s31f6/operstate': 'up',
  '/sys/class/net/enp0s31f6/type': '1',
  '/sys/class/net/enp0s31f6/device': { link: '../../../0000:00:1f.6' },
  '/sys/class/net/wlx001122aabbcc/operstate': 'down',
  '/sys/class/net/wlx001122aabbcc/type': '1',
  '/sys/class/net/wlx001122aabbcc/uevent': 'DEVTYPE=wlan\nINTERFACE=wlx001122aabbcc',
  '/sys/class/net/wlx001122aabbcc/device': { link: '../../../1-4:1.0' },
  '/sys/class/net/docker0/operstate': 'down',
};

/** 128 bytes with the fields that are read, and a serial number that must not be. */
function edidNamed(name: string): Uint8Array {
  const edid = new Uint8Array(128);
  edid.set([0, 255, 255, 255, 255, 255, 255, 0]);
  const text = (at: number, tag: number, words: string) => edid.set([0, 0, 0, tag, 0, ...Buffer.from(`${words}\n`.padEnd(13))], at);
  text(72, 0xff, 'SERIAL12345');
  text(90, 0xfc, name);
  return edid;
}

/** What a virtual machine with Debian 12 answered. */
export const thisVm: Partial<System> = {
  currentLoad: says({ avgLoad: 0.07, currentLoad: 4.0404, cpus: [{ load: 4 }, { load: 4.1 }] }),
  mem: says({ total: 25276502016, free: 24768995328, used: 507506688, active: 425521152, available: 24850980864 }),
  fsSize: says([{ fs: '/dev/vda', type: 'ext4', size: 270553174016, used: 13461319680, available: 84331974656, use: 13.77, mount: '/', rw: true }]),
  osInfo: says({
    platform: 'linux',
    distro: 'Debian GNU/Linux',
    release: '12',
    codename: 'bookworm',
    kernel: '6.18.44-fc-v669',
    arch: 'x64',
    hostname: 'meeting-room-7',
    fqdn: 'meeting-room-7.fabrikam.example',
    serial: '3d1219c7c4c5404aaa1f6d2a48adfda4',
  }),
  uptime: says(1032.6),
};
