import { textOf, type Files } from './files.ts';
import { noneFound, present, unknownList, type List, type Microphone } from './measurements.ts';
import type { Source } from './source.ts';
import { showsDevices, usbAudio, usbOffers } from './usb-classes.ts';
import { deviceName, rowsOf } from './values.ts';

export function measureMicrophones(source: Source): Promise<List<Microphone>> {
  if (source.platform === 'linux') return linuxMicrophones(source);
  if (source.platform === 'darwin') return listedInputs(source);
  return Promise.resolve(unknownList('this system does not say which sound devices record'));
}

/** Reads ALSA. Containers hide it behind an empty folder, which is not the same as having no sound. */
async function linuxMicrophones({ files, people }: Source): Promise<List<Microphone>> {
  const entries = await files.names('/proc/asound');
  if (entries === null) return withoutSound(files);
  const cards = await textOf(files, '/proc/asound/cards');
  if (cards === null) return unknownList('the sound devices of the system cannot be seen from here');
  const streams = (await textOf(files, '/proc/asound/pcm')) ?? '';
  const items = streams.split('\n').flatMap((line) => captureOf(line, cardNames(cards), people));
  return items.length > 0 ? present(items) : noneFound();
}

async function withoutSound(files: Files): Promise<List<Microphone>> {
  if (!(await showsDevices(files))) return unknownList('the devices of the system cannot be seen from here');
  if (await usbOffers(files, usbAudio)) return unknownList('a USB sound device is plugged in, but the system does not run it');
  return noneFound();
}

/** `00-00: ALC257 Analog : ALC257 Analog : playback 1 : capture 1` */
function captureOf(line: string, cards: ReadonlyMap<number, string>, people: readonly string[]): Microphone[] {
  const [number = '', stream = '', , ...ways] = line.split(':').map((part) => part.trim());
  if (!ways.some((way) => way.startsWith('capture'))) return [];
  const card = cards.get(Number.parseInt(number, 10));
  if (/^(loopback|dummy)\b/i.test(card ?? stream)) return []; // made by software: nothing is heard
  const full = card && !stream.startsWith(card) ? `${card}, ${stream}` : stream;
  return [{ name: deviceName(full, people) ?? 'microphone' }];
}

/** ` 1 [Jabra          ]: USB-Audio - Jabra SPEAK 510 USB`, and a second line with the place where it is plugged in */
function cardNames(cards: string): ReadonlyMap<number, string> {
  const found = cards.matchAll(/^ *(\d{1,3}) \[[^\]\n]*\]: (?:[^\n]*? - )?([^\n]+)$/gm);
  return new Map([...found].map(([, number, name]) => [Number(number), name?.trim() ?? '']));
}

/** A failed listing looks like an empty one, so only a list with other devices shows that there is no input. */
async function listedInputs({ system, people }: Source): Promise<List<Microphone>> {
  const rows = (await system.audio().then(rowsOf)) ?? [];
  if (rows.length === 0) return unknownList('the system gives no list of its sound devices');
  const items = rows.filter((row) => row['in'] === true).map((row) => ({ name: deviceName(row['name'], people) ?? 'microphone' }));
  return items.length > 0 ? present(items) : noneFound();
}
