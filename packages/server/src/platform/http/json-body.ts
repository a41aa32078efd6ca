import { type JSONVisitor, visit } from 'jsonc-parser';
import { type Refusal, refuse } from '../../kernel/result.ts';

const deepest = 20;
const strict = { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false };

/**
 * Parses JSON as RFC 8259 has it, and refuses what two readers could understand differently (A124): a name twice in one
 * object, `__proto__`, a byte-order mark, half a surrogate pair (no UTF-8 and no database can hold one), nesting deeper than 20.
 */
export function parseJson(text: string): { ok: true; value: unknown } | Refusal<'malformed'> {
  const objection = oddity(text);
  if (objection !== undefined) return refuse('malformed', { detail: objection });
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return refuse('malformed', { detail: 'the body is not JSON' });
  }
}

function oddity(text: string): string | undefined {
  if (text.charCodeAt(0) === 0xfeff) return 'the body begins with a byte-order mark';
  if (nestsTooDeep(text)) return `the body is nested deeper than ${deepest}`; // first: the visitor below descends as deep as the text does
  let found: string | undefined;
  const names: Set<string>[] = [];
  const visitor: JSONVisitor = {
    onObjectBegin: () => {
      names.push(new Set());
    },
    onObjectEnd: () => {
      names.pop();
    },
    onLiteralValue: (value) => {
      if (typeof value === 'string' && !value.isWellFormed()) found ??= 'a text of the body has half a surrogate pair';
    },
    onObjectProperty: (name) => {
      const seen = names.at(-1);
      if (name === '__proto__') found ??= 'the body has a property `__proto__`';
      if (seen?.has(name) === true) found ??= 'an object of the body has a property twice';
      if (!name.isWellFormed()) found ??= 'a text of the body has half a surrogate pair';
      seen?.add(name);
    },
    onError: (_code, _offset, _length, line, column) => {
      found ??= `the body is not JSON: line ${line + 1}, column ${column + 1}`;
    },
  };
  visit(text, visitor, strict);
  return found;
}

/** Brackets outside of strings, counted without descending: a body of nothing but `[` must not fill the stack. */
function nestsTooDeep(text: string): boolean {
  let depth = 0;
  for (const [token] of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"?|[[\]{}]/gs)) {
    if (token === '[' || token === '{') depth += 1;
    else if (token === ']' || token === '}') depth -= 1;
    if (depth > deepest) return true;
  }
  return false;
}
