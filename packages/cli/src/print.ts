import { stripVTControlCharacters } from 'node:util';
import type { Given } from './command.ts';
import type { Surroundings } from './surroundings.ts';

/** As a table for people, or with `--json` as one JSON text for programs. */
export function printList<T extends object>(
  { values }: Given,
  { out }: Surroundings,
  items: readonly T[],
  columns: Readonly<Record<string, (item: T) => string | number | undefined>>,
): void {
  if (values['json'] === true) return out(`${JSON.stringify(items)}\n`);
  const heads = Object.keys(columns);
  const rows = items.map((item) => Object.values(columns).map((of) => shown(String(of(item) ?? ''))));
  const widths = heads.map((head, n) => Math.max(head.length, ...rows.map((row) => row[n]?.length ?? 0)));
  for (const row of [heads, ...rows])
    out(
      `${row
        .map((text, n) => text.padEnd(widths[n] ?? 0))
        .join('  ')
        .trimEnd()}\n`,
    );
}

/** What others typed must not steer this terminal: control and direction characters are shown as what they are. */
export const shown = (text: string): string =>
  stripVTControlCharacters(text).replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => `<${character.codePointAt(0)?.toString(16)}>`);
