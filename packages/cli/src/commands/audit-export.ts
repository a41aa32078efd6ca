import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Command, textOf } from '../command.ts';
import { answerOf, connect } from '../connect.ts';
import { exitCodes } from '../exit-codes.ts';
import { Failure } from '../failure.ts';

export const auditExport: Command = {
  name: 'audit export',
  takes: 'CUSTOMER --out FILE',
  summary: 'the sealed ledger as JSON Lines, as it can be checked offline',
  options: { out: { type: 'string' }, from: { type: 'string' }, to: { type: 'string' } },
  notes: { out: 'the file to write; it must not exist yet', from: 'RFC 3339, e.g. 2026-01-31T00:00:00Z', to: 'RFC 3339' },
  words: { least: 1, most: 1 },
  examples: ['keyholder audit export org_… --out ledger.jsonl'],
  run: async (given, surroundings) => {
    const file = textOf(given, 'out');
    if (file === undefined) throw new Failure(exitCodes.usage, 'audit export needs --out with the file to write');
    const client = await connect(surroundings);
    const [customer = ''] = given.words;
    const [from, to] = [textOf(given, 'from'), textOf(given, 'to')];
    const query = { format: 'jsonl' as const, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
    const answer = await client.GET('/api/v1/customers/{customer}/audit/export', { params: { path: { customer }, query }, parseAs: 'stream' });
    const stream = answerOf(answer);
    if (stream === null) throw new Failure(exitCodes.unreachable, 'the answer has no body');
    const entries = await writeLines(stream, file);
    surroundings.out(given.values['json'] === true ? `${JSON.stringify({ file, entries })}\n` : `${entries} entries in ${file}\n`);
    return exitCodes.done;
  },
};

async function writeLines(stream: ReadableStream<Uint8Array>, file: string): Promise<number> {
  let lines = 0;
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const piece of stream) {
      for (const byte of piece) if (byte === 0x0a) lines += 1;
      yield piece;
    }
  };
  await pipeline(Readable.from(counted()), createWriteStream(file, { flags: 'wx', mode: 0o600 })).catch((error: unknown) => {
    throw new Failure(exitCodes.refused, `\`${file}\` cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  });
  return lines;
}
