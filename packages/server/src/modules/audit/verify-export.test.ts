import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ExportKind, asJson, canonicalJson, chainHash, genesisOf, verifyExport } from '@keyholder/contract/ledger';
import { type Entry, digestOf } from './entry.rules.ts';

const ledger = 'org_1';
const entry = (n: number): Entry => ({
  ledger,
  id: `aud_${n}`,
  at: new Date(1_800_000_000_000 + n).toISOString(),
  action: 'room.changed',
  outcome: 'done',
  channel: 'session',
  credential: 'ses_1',
  actor: { id: 'usr_1', name: 'Lena', organization: { id: ledger, name: 'Fabrikam' } },
  customer: ledger,
  partner: null,
  target: { type: 'room', id: `room_${n}`, name: 'Room' },
  changes: { before: { seats: n }, after: { seats: n + 1 } },
  code: null,
  count: null,
  request: `req_${n}`,
  twin: null,
});

/** A ledger of `length` entries as its export; `digest` stands in for the real one where a defect is planted. */
function exported(length: number, digest: (entry: Entry) => Buffer = digestOf): string[] {
  let previous = genesisOf(ledger);
  return Array.from({ length }, (_, index) => {
    const content = entry(index + 1);
    const own = digest(content);
    const hash = chainHash(previous, own);
    const place = { sequence: index + 1, previous: previous.toString('hex'), digest: own.toString('hex'), hash: hash.toString('hex') };
    previous = hash;
    return `${canonicalJson(asJson({ ...content, ...place }))}\n`;
  });
}
const intact = exported(12);
const at = fc.integer({ min: 0, max: intact.length - 1 });
const broken = async (lines: string[], kind: ExportKind = 'whole'): Promise<number> => {
  const verified = await verifyExport(lines, kind);
  return verified.ok ? 0 : verified.line;
};

describe('verifying an export', () => {
  it('D47 finds nothing wrong with a whole ledger', async () => {
    expect(await verifyExport(intact, 'whole')).toMatchObject({ ok: true, entries: 12 });
  });

  it('A119 names the line of any changed character', async () => {
    await fc.assert(
      fc.asyncProperty(at, fc.nat(), fc.constantFrom('0', 'f', 'x', '"', ' ', '}'), async (index, place, character) => {
        const line = intact[index] ?? '';
        const position = place % (line.length - 1);
        fc.pre(line[position] !== character);
        const edited = `${line.slice(0, position)}${character}${line.slice(position + 1)}`;
        expect(await broken(intact.with(index, edited))).toBe(index + 1);
      }),
    );
  });

  it('A119 names the place of a removed entry', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 10 }), async (index) => {
        expect(await broken(intact.toSpliced(index, 1))).toBe(index + 1);
      }),
    );
  });

  it('A119 names the place of an inserted entry, be it forged, repeated or of another ledger', async () => {
    const forged = exported(1).map((line) => line.replace('room_1', 'room_9'));
    const foreign = exported(1, (content) => digestOf({ ...content, ledger: 'org_2' })).map((line) => line.replaceAll('org_1', 'org_2'));
    await fc.assert(
      fc.asyncProperty(at, at, fc.constantFrom(...forged, ...foreign, undefined), async (index, from, inserted) => {
        const line = inserted ?? intact[from] ?? '';
        fc.pre(line !== intact[index]);
        expect(await broken(intact.toSpliced(index, 0, line))).toBeGreaterThan(0);
      }),
    );
  });

  it('A119 names the place from which entries were re-ordered', async () => {
    await fc.assert(
      fc.asyncProperty(at, at, async (one, other) => {
        fc.pre(one !== other);
        const swapped = intact.with(one, intact[other] ?? '').with(other, intact[one] ?? '');
        expect(await broken(swapped)).toBe(Math.min(one, other) + 1);
      }),
    );
  });

  it('A119 misses the tail that was cut off, unless the last hash is known from elsewhere', async () => {
    const whole = await verifyExport(intact, 'whole');
    const head = whole.ok ? (whole.head ?? '') : '';
    expect(await verifyExport(intact.slice(0, 9), 'whole')).toMatchObject({ ok: true });
    expect(await verifyExport(intact.slice(0, 9), 'whole', head)).toMatchObject({ ok: false, line: 10 });
    expect(await verifyExport(intact, 'whole', head)).toMatchObject({ ok: true });
  });

  it('takes a stretch that begins later, and no gap inside it', async () => {
    expect(await broken(intact.slice(4), 'stretch')).toBe(0);
    expect(await broken(intact.toSpliced(6, 1), 'stretch')).toBe(7);
  });

  it('A121 takes the gaps of a partner’s part, and no edit, repeat or other order', async () => {
    const part = [1, 4, 5, 9].map((index) => intact[index] ?? '');
    expect(await broken(part, 'part')).toBe(0);
    expect(await broken(part.with(2, (part[2] ?? '').replace('Lena', 'Lara')), 'part')).toBe(3);
    expect(await broken(part.toReversed(), 'part')).toBe(2);
  });

  it('catches a ledger whose hash covers only part of the row', async () => {
    const planted = exported(3, (content) => digestOf({ ...content, changes: null }));
    expect(await broken(planted)).toBe(1);
  });

  it.each(['', 'null', '[]', '{}', '{"a":1', '{"ledger":"org_1","sequence":1}'])('refuses the line %j', async (line) => {
    expect(await broken([line])).toBe(1);
  });
});
