import { textOf, type Files } from './files.ts';
import { noneFound, present, unknownList, type Camera, type List } from './measurements.ts';
import type { Source } from './source.ts';
import { showsDevices, usbOffers, usbVideo } from './usb-classes.ts';
import { deviceName, rowsOf } from './values.ts';

const nodes = '/sys/class/video4linux';

export function measureCameras(source: Source): Promise<List<Camera>> {
  if (source.platform === 'linux') return linuxCameras(source);
  if (source.platform === 'darwin') return usbCameras(source);
  return Promise.resolve(unknownList('cameras cannot be listed on this system'));
}

/**
 * Only USB cameras are certain. Other capture nodes (image pipelines of a chip, capture cards) exist with and without
 * a camera behind them, so alone they make the answer unknown.
 */
async function linuxCameras({ files, people }: Source): Promise<List<Camera>> {
  if (!(await showsDevices(files))) return unknownList('the devices of the system cannot be seen from here');
  const names = new Map<string, string>();
  let unclear = false;
  for (const node of (await files.names(nodes)) ?? []) {
    const found = await whatIs(files, node);
    unclear ||= found.kind === 'unclear';
    if (found.kind === 'camera' && !names.has(found.device)) {
      names.set(found.device, deviceName(await textOf(files, `${nodes}/${node}/name`), people) ?? 'camera');
    }
  }
  if (names.size > 0) return present([...names.values()].map((name) => ({ name })));
  if (unclear) return unknownList('there are video inputs, but not whether a camera is behind them');
  if (await usbOffers(files, usbVideo)) return unknownList('a USB camera is plugged in, but the system does not run it');
  return noneFound();
}

type Node = { kind: 'camera'; device: string } | { kind: 'other' } | { kind: 'unclear' };

/** A camera has several nodes (pictures, metadata): `device` is the same for all of them. */
async function whatIs(files: Files, node: string): Promise<Node> {
  const device = await files.target(`${nodes}/${node}/device`);
  if (device === null) return { kind: 'other' }; // made by software: no device behind it
  const onUsb = (await textOf(files, `${nodes}/${node}/device/bInterfaceClass`)) !== null;
  const abilities = await udevAbilities(files, node);
  const captures = abilities?.includes('capture') ?? (onUsb && (await textOf(files, `${nodes}/${node}/index`)) === '0');
  if (abilities?.includes('tuner')) return { kind: 'other' };
  if (!onUsb) return { kind: captures || abilities === null ? 'unclear' : 'other' };
  return captures ? { kind: 'camera', device: device.split('/').at(-1)?.split(':')[0] ?? device } : { kind: 'other' };
}

/** What udev found the node able to do, e.g. `:capture:`; `null` without udev, as in containers. */
async function udevAbilities(files: Files, node: string): Promise<readonly string[] | null> {
  const number = await textOf(files, `${nodes}/${node}/dev`);
  const record = number && /^\d+:\d+$/.test(number) ? await textOf(files, `/run/udev/data/c${number}`) : null;
  const line = record?.split('\n').find((each) => each.startsWith('E:ID_V4L_CAPABILITIES='));
  return line ? line.slice(line.indexOf('=') + 1).split(':') : null;
}

/** systeminformation knows USB devices by name only and no built-in camera: what it does not list may be there. */
async function usbCameras({ system, people }: Source): Promise<List<Camera>> {
  const rows = (await system.usb().then(rowsOf)) ?? [];
  const items = rows.filter((row) => row['type'] === 'Camera').map((row) => ({ name: deviceName(row['name'], people) ?? 'camera' }));
  return items.length > 0 ? present(items) : unknownList('this system lists USB cameras only, and none is there');
}
