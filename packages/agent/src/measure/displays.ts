import { nameInEdid } from './edid.ts';
import { textOf, type Files } from './files.ts';
import { noneFound, present, unknownList, type Display, type List } from './measurements.ts';
import type { Source } from './source.ts';
import { showsDevices } from './usb-classes.ts';
import { countOf, deviceName, rowOf, rowsOf, type Row } from './values.ts';

const drm = '/sys/class/drm';

export function measureDisplays(source: Source): Promise<List<Display>> {
  return source.platform === 'linux' ? linuxDisplays(source) : listedDisplays(source);
}

/** The kernel's connectors: they are right without a desktop, which systeminformation needs on Linux. */
async function linuxDisplays({ files, people }: Source): Promise<List<Display>> {
  if (!(await showsDevices(files))) return unknownList('the devices of the system cannot be seen from here');
  const entries = (await files.names(drm)) ?? [];
  const connectors = entries.filter((name) => /^card\d+-(?!Writeback)/.test(name));
  if (connectors.length === 0) return withoutConnectors(files, entries);
  const states = await Promise.all(connectors.map((name) => textOf(files, `${drm}/${name}/status`)));
  const connected = connectors.filter((_, n) => states[n] === 'connected').slice(0, 50);
  if (connected.length > 0) return present(await Promise.all(connected.map((name) => displayAt(files, name, people))));
  if (states.every((state) => state === 'disconnected')) return noneFound();
  return unknownList('the graphics driver does not say whether a display is connected');
}

/** No graphics at all is an answer; graphics whose driver names no connectors is not. */
async function withoutConnectors(files: Files, entries: readonly string[]): Promise<List<Display>> {
  const graphics = (await files.names('/sys/class/graphics')) ?? [];
  const hasGraphics = [...entries, ...graphics].some((name) => /^(card|fb)\d+$/.test(name));
  return hasGraphics ? unknownList('the graphics driver does not list its connectors') : noneFound();
}

async function displayAt(files: Files, entry: string, people: readonly string[]): Promise<Display> {
  const connector = deviceName(entry.replace(/^card\d+-/, ''), people);
  const edid = await files.bytes(`${drm}/${entry}/edid`);
  const name = deviceName(edid && nameInEdid(edid), people) ?? connector ?? 'display';
  const resolution = /^\d{2,5}x\d{2,5}/.exec((await textOf(files, `${drm}/${entry}/modes`)) ?? '')?.[0];
  return { name, ...(connector && { connector }), ...(resolution && { resolution }) };
}

/** A failed listing looks like an empty one; a listed graphics card shows that it did not fail. */
async function listedDisplays({ system, people }: Source): Promise<List<Display>> {
  const answer = rowOf(await system.graphics());
  const displays = rowsOf(answer['displays']) ?? [];
  if (displays.length > 0) return present(displays.slice(0, 50).map((row) => listedDisplay(row, people)));
  const cards = rowsOf(answer['controllers']) ?? [];
  return cards.length > 0 ? noneFound() : unknownList('the system gives no list of its displays');
}

function listedDisplay(row: Row, people: readonly string[]): Display {
  const connector = deviceName(row['connection'], people);
  const [x, y] = [countOf(row['resolutionX']), countOf(row['resolutionY'])];
  return {
    name: deviceName(row['model'], people) ?? connector ?? 'display',
    ...(connector && { connector }),
    ...(x && y && { resolution: `${x}x${y}` }),
  };
}
