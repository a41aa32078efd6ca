import { visit } from 'jsonc-parser';
import { type Refusal, refuse } from '../../kernel/result.ts';

const deepest = 20;
const strict = { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false };
const quote = 0x22;
const backslash = 0x5c;

/**
 * Parses JSON as RFC 8259 has it, and refuses what two readers could understand differently (A124): a name twice in one
 * object, `__proto__`, a byte-order mark, half a surrogate pair (no UTF-8 and no database can hold one), nesting deeper than 20.
 */
export function parseJson(text: string): { ok: true; value: unknown } | Refusal<'malformed'> {
  if (text.charCodeAt(0) === 0xfeff) return refuse('malformed', { detail: 'the body begins with a byte-order mark' });
  const objection = oddity(text);
  if (objection !== undefined) return refuse('malformed', { detail: objection });
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return refuse('malformed', { detail: `the body is not JSON${placeOfFault(text)}` });
  }
}

/** What is inside an object: the names seen so far, and whether another one may follow. `undefined`: inside an array. */
type Open = { names: string[]; more: Set<string> | undefined; expectsName: boolean } | undefined;

/**
 * One pass over the text before anything of it is parsed, without descending: a body of nothing but `[` must not fill the
 * stack. Exact for every text that is JSON; any other is refused by the parser, whatever is found here.
 */
function oddity(text: string): string | undefined {
  const open: Open[] = [];
  let within: Open;
  let escaped = text.indexOf('\\'); // the next one: looked for once, not from every string on
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case 0x7b /* { */:
      case 0x5b /* [ */:
        if (open.length === deepest) return `the body is nested deeper than ${deepest}`;
        within = text.charCodeAt(at) === 0x7b ? { names: [], more: undefined, expectsName: true } : undefined;
        open.push(within);
        break;
      case 0x7d /* } */:
      case 0x5d /* ] */:
        open.pop();
        within = open.at(-1);
        break;
      case 0x2c /* , */:
        if (within !== undefined) within.expectsName = true;
        break;
      case quote: {
        const end = endOfString(text, at);
        if (end === -1) return undefined; // it never ends: no JSON
        if (escaped !== -1 && escaped <= at) escaped = text.indexOf('\\', at + 1);
        const raw = text.slice(at, end + 1);
        const read = escaped !== -1 && escaped < end ? unescaped(raw) : raw.slice(1, -1);
        if (read === undefined) return undefined; // no JSON either
        if (raw.length !== read.length + 2 && !read.isWellFormed()) return 'a text of the body has half a surrogate pair';
        if (within?.expectsName === true) {
          within.expectsName = false;
          if (read === '__proto__') return 'the body has a property `__proto__`';
          if (isSecond(within, read)) return 'an object of the body has a property twice';
        }
        at = end;
        break;
      }
      default:
    }
  }
  return undefined;
}

/** Few names are looked through, many are kept in a set. */
function isSecond(object: NonNullable<Open>, name: string): boolean {
  const { names } = object;
  if (object.more?.has(name) ?? names.includes(name)) return true;
  names.push(name);
  object.more?.add(name);
  if (names.length === 16) object.more = new Set(names);
  return false;
}

function endOfString(text: string, begin: number): number {
  for (let end = text.indexOf('"', begin + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === backslash) slashes += 1;
    if (slashes % 2 === 0) return end;
  }
  return -1;
}

function unescaped(raw: string): string | undefined {
  try {
    const value: unknown = JSON.parse(raw);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined; // an escape that JSON does not know: the parser refuses the whole
  }
}

/** Where a text ceases to be JSON, as far as another parser can tell; what is nested too deep for that one has no place. */
function placeOfFault(text: string): string {
  let place = '';
  try {
    visit(text, { onError: (_code, _offset, _length, line, column) => (place ||= `: line ${line + 1}, column ${column + 1}`) }, strict);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // it descends as deep as the text does
  }
  return place;
}
