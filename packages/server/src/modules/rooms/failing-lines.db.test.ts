import type { FailingLine, OrganizationId } from '@keyholder/contract';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { administratorOf, authorityWith, somebodyOf } from '../../../../../tests/support/rooms.ts';
import { type Tenants, newOrganization, openTenants, within } from '../../../../../tests/support/tenants.ts';
import type { Result } from '../../kernel/result.ts';
import { spoolBody } from '../../platform/http/spooled-body.ts';
import { failingLines } from './failing-lines.ts';

let tenants: Tenants;
let fabrikam: OrganizationId;
beforeAll(async () => {
  tenants = await openTenants();
});
beforeEach(async () => {
  fabrikam = await newOrganization(tenants.db, 'Fabrikam');
});
afterAll(() => tenants?.close());

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.code);
  return result.value;
}
const lines = (many: number): string => `name,country,city,site\n${Array.from({ length: many }, (_, n) => `Room ${n},fr,City,Site\n`).join('')}`;
async function* pieces(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}
/** Pieces of the answer one by one, and how often the rights were asked so far; they end after so many times. */
async function asked(text: string, holdsFor = Infinity) {
  await using body = valueOf(await spoolBody(pieces(text), 2 ** 26));
  const { actor } = somebodyOf(fabrikam);
  const seen: string[] = [];
  const counts: number[] = [];
  let calls = 0;
  const stream = valueOf(
    await failingLines(
      (_, customer, read) => {
        calls += 1;
        return within(tenants.db, [customer], (tx) => read(tx, calls > holdsFor ? authorityWith(customer, []) : administratorOf(customer)));
      },
      actor,
      fabrikam,
      body,
    ),
  );
  for await (const piece of stream) {
    counts.push(calls);
    seen.push(piece);
  }
  return { counts, lines: seen.join('').trimEnd().split('\n') };
}

it('A115 judges a thousand lines when the reader takes them, and none before', async () => {
  const { counts, lines: found } = await asked(lines(3500));
  expect([1, 2, 3, 4].map((call) => counts.filter((count) => count === call).length)).toEqual([1000, 1000, 1000, 500]);
  const last: FailingLine = JSON.parse(found.at(-1) ?? '');
  expect([found.length, last]).toEqual([
    3500,
    { line: 3501, cells: ['Room 3499', 'fr', 'City', 'Site'], errors: [{ column: 'country', code: 'invalid_value', detail: expect.any(String) }] },
  ]);
});

it('D43 says nothing more once the right to make rooms has ended', async () => {
  expect((await asked(lines(3500), 2)).lines).toHaveLength(2000);
});

it('A115 judges fewer lines at once where they are long, so that a million characters are in memory', async () => {
  const long = `name,country,city,site\n${`Room,fr,City,${'x'.repeat(60_000)}\n`.repeat(100)}`;
  const { counts, lines: found } = await asked(long);
  expect([found.length, new Set(counts).size]).toEqual([100, Math.ceil(100 / Math.ceil(2 ** 20 / 60_010))]);
});
