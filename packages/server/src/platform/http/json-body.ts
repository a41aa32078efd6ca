import { type JSONVisitor, visit } from 'jsonc-parser';
import { type Refusal, refuse } from '../../kernel/result.ts';

const deepest = 20;
const strict = { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false };

/**
 * Parses JSON as RFC 8259 has it, and refuses what two readers could understand differently (A124): a name twice in one
 * object, `__proto__`, a byte-order mark, nesting deeper than 20.
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
  let depth = 0;
  let found: string | undefined;
  const names: Set<string>[] = [];
  const enter = (): boolean => {
    depth += 1;
    if (depth > deepest) found ??= `the body is nested deeper than ${deepest}`;
    return depth <= deepest;
  };
  const visitor: JSONVisitor = {
    onObjectBegin: () => {
      names.push(new Set());
      return enter();
    },
    onObjectEnd: () => {
      names.pop();
      depth -= 1;
    },
    onArrayBegin: enter,
    onArrayEnd: () => {
      depth -= 1;
    },
    onObjectProperty: (name) => {
      const seen = names.at(-1);
      if (name === '__proto__') found ??= 'the body has a property `__proto__`';
      if (seen?.has(name) === true) found ??= 'an object of the body has a property twice';
      seen?.add(name);
    },
    onError: (_code, _offset, _length, line, column) => {
      found ??= `the body is not JSON: line ${line + 1}, column ${column + 1}`;
    },
  };
  visit(text, visitor, strict);
  return found;
}
