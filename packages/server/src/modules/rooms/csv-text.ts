export type Encoding = 'UTF-8' | 'UTF-16LE' | 'UTF-16BE';
export type Delimiter = ';' | ',' | '\t';

/**
 * How the bytes of a file are text: by its byte-order mark, else by where the zero bytes of its first character stand.
 * (A header begins with an ASCII letter or a quote.) What a spreadsheet saves in an older code page is read as UTF-8 and
 * shows up as `\ufffd`, which no cell may hold.
 */
export function encodingOf(beginning: Uint8Array): Encoding {
  const [first, second] = beginning;
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return 'UTF-16LE';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0 && second !== undefined)) return 'UTF-16BE';
  return 'UTF-8';
}

/** The delimiter that stands most often in the first line outside quotes; a comma where there is none. */
export function delimiterOf(beginning: string): Delimiter {
  const counts = new Map<string, number>([
    [',', 0],
    [';', 0],
    ['\t', 0],
  ]);
  let quoted = false;
  for (const character of beginning) {
    if (character === '"') quoted = !quoted;
    else if (!quoted && (character === '\n' || character === '\r')) break;
    else if (!quoted && counts.has(character)) counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  const [best] = [...counts].sort(([, one], [, other]) => other - one)[0] ?? [','];
  return best === ';' || best === '\t' ? best : ',';
}

/** The text of a file piece by piece, without its byte-order mark. */
export async function* decoded(pieces: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const piece of pieces) yield decoder.decode(piece, { stream: true });
  yield decoder.decode();
}

/**
 * The cell as it was before a file was written for a table program: there each text that such a program would calculate, also
 * one that has apostrophes of its own before it, begins with one apostrophe more (A116).
 */
export const asWritten = (cell: string): string => (/^'+\s*[=+\-@\t\r|]/.test(cell) ? cell.slice(1) : cell);
