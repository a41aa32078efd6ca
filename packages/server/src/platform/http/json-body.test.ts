import fc from 'fast-check';
import { type JSONVisitor, visit } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import { parseJson } from './json-body.ts';

/** The same found by walking a parser's events: slow, and by other means. */
function isOdd(text: string): boolean {
  const names: Set<string>[] = [];
  let odd = false;
  let depth = 0;
  const enter = (): void => {
    depth += 1;
    if (depth > 20) odd = true;
  };
  const visitor: JSONVisitor = {
    onObjectBegin: () => {
      enter();
      names.push(new Set());
    },
    onObjectEnd: () => {
      depth -= 1;
      names.pop();
    },
    onArrayBegin: enter,
    onArrayEnd: () => {
      depth -= 1;
    },
    onLiteralValue: (value) => {
      if (typeof value === 'string' && !value.isWellFormed()) odd = true;
    },
    onObjectProperty: (name) => {
      if (name === '__proto__' || names.at(-1)?.has(name) === true || !name.isWellFormed()) odd = true;
      names.at(-1)?.add(name);
    },
  };
  visit(text, visitor);
  return odd;
}

const name = fc.oneof(fc.constantFrom('a', 'b', 'c', '__proto__', 'x,y', 'x"y', '\\'), fc.string({ unit: 'binary', maxLength: 3 }));
/** JSON texts with names that repeat, told in escapes now and then, and with anything between the tokens. */
const spelled = (text: string): fc.Arbitrary<string> =>
  fc
    .boolean()
    .map((inEscapes) =>
      inEscapes
        ? `"${[...Array(text.length).keys()].map((n) => `\\u${text.charCodeAt(n).toString(16).padStart(4, '0')}`).join('')}"`
        : JSON.stringify(text),
    );
const { value: anyJson } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.oneof(name.chain(spelled), fc.constantFrom('1', '-2.5e3', 'true', 'null', '"[{"', '"\\ud800"', '"\\ud83d\\ude00"')),
    fc.array(tie('value'), { maxLength: 4 }).map((items) => `[ ${items.join(' ,\n')}]`),
    fc
      .array(fc.tuple(name.chain(spelled), tie('value')), { maxLength: 20 })
      .map((members) => `{${members.map(([key, value]) => `${key}\t:${value}`).join(',')} }`),
  ),
}));

describe('A124 a body', () => {
  it('is read as JSON.parse reads it, unless two readers could read it differently', () => {
    fc.assert(
      fc.property(anyJson, (text) => {
        const parsed = parseJson(text);
        expect([text, parsed.ok]).toEqual([text, !isOdd(text)]);
        if (parsed.ok) expect(parsed.value).toEqual(JSON.parse(text));
      }),
      { numRuns: 3000 },
    );
  });

  it('is never read where JSON.parse does not read it', () => {
    fc.assert(
      fc.property(anyJson, fc.nat(), fc.constantFrom('', '"', '\\', '{', ']', ',', ':', 'x', '\n'), (text, place, odd) => {
        const at = place % (text.length + 1);
        const spoilt = text.slice(0, at) + odd + text.slice(at + 1);
        let isJson = true;
        try {
          JSON.parse(spoilt);
        } catch {
          isJson = false;
        }
        expect([spoilt, parseJson(spoilt).ok && !isJson]).toEqual([spoilt, false]);
      }),
      { numRuns: 3000 },
    );
  });

  it('says where it ceases to be JSON', () => {
    expect(parseJson('{"a": 1,\n "b": x}')).toMatchObject({ ok: false, code: 'malformed', detail: 'the body is not JSON: line 2, column 7' });
    for (const text of ['', '{', '"', '["a\n', '['.repeat(100_000), `["a\n${'['.repeat(100_000)}`]) expect(parseJson(text).ok).toBe(false);
  });
});
