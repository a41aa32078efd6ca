import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { type ExportKind, verifyExport } from '@keyholder/contract/ledger';
import { type Command, textOf } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { Failure } from '../failure.ts';

const kinds: readonly ExportKind[] = ['whole', 'stretch', 'part'];

/** Needs neither a server nor a sign-in: only the file. */
export const verifyAudit: Command = {
  name: 'verify audit',
  takes: 'FILE',
  summary: 'whether an exported ledger was altered; works without a server',
  options: { kind: { type: 'string' }, head: { type: 'string' } },
  notes: {
    kind: 'whole (default): a ledger from its first entry on; stretch: chosen by time; part: what concerns one customer in a partner’s ledger',
    head: 'the hash that the last line must have, as it was learnt from elsewhere',
  },
  words: { least: 1, most: 1 },
  examples: ['keyholder verify audit ledger.jsonl', 'keyholder verify audit january.jsonl --kind stretch'],
  run: async (given, { out, err }) => {
    const named = textOf(given, 'kind') ?? 'whole';
    const kind = kinds.find((one) => one === named);
    if (kind === undefined) throw new Failure(exitCodes.usage, `--kind takes one of ${kinds.join(', ')}, not \`${named}\``);
    const [file = ''] = given.words;
    const verified = await verifyExport(linesOf(file), kind, textOf(given, 'head'));
    if (given.values['json'] === true) out(`${JSON.stringify(verified)}\n`);
    else if (verified.ok) out(`intact: ${verified.entries} entries, the last one is ${verified.head ?? 'none'}\n`);
    else err(`not intact: line ${verified.line}: ${verified.reason}\n`);
    return verified.ok ? exitCodes.done : exitCodes.refused;
  },
};

async function* linesOf(file: string): AsyncGenerator<string> {
  const stream = createReadStream(file);
  try {
    for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) yield line;
  } catch (error) {
    throw new Failure(exitCodes.usage, `\`${file}\` cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    stream.destroy();
  }
}
