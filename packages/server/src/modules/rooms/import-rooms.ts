import type { OrganizationId, RoomImport } from '@keyholder/contract';
import type { Call } from '../../kernel/call.ts';
import { type Result, ok } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { SpooledBody } from '../../platform/http/spooled-body.ts';
import type { InstanceKey } from '../../platform/keys/instance-key.ts';
import { StaleDecision } from '../../platform/postgres/in-tenant.ts';
import { appendAudit } from '../audit/index.ts';
import { type RoomToAdd, insertRooms } from './add-rooms.store.ts';
import { type Author, ledgersOf } from './author.ts';
import { type ImportFile, eachBatch, openImport } from './import-file.ts';
import { ImportVerdicts } from './import-verdicts.ts';
import { columnsIn } from './import.rules.ts';
import { issueKeys } from './issue-keys.ts';
import { type Ground, batchSize, groundOf, judgeOf } from './judge-lines.ts';
import { MerkleRoot } from './merkle-root.ts';
import { lockImports } from './rooms.store.ts';

type Options = { preview?: boolean; onError?: 'none' | 'rest' };

/**
 * Creates rooms from a CSV file. Every line is judged before the first room is made: with `onError: none` one bad line means
 * that nothing is applied, with `rest` the good ones are. A room of the same name at the same site counts as there already,
 * so importing a file twice adds nothing, not even twice at once. D33 and the author's scope hold for each line.
 *
 * A group or ring that goes while the file is read is unknown in the end, as if it had gone before: all is judged anew.
 *
 * One audit entry stands for the whole, with the root of a Merkle tree over the rooms made (RFC 6962; leaves as `leafOf`).
 */
export async function importRooms(
  tx: TenantTx,
  call: Call,
  author: Author,
  customer: OrganizationId,
  body: SpooledBody,
  { preview = false, onError = 'none' }: Options,
  instanceKey: InstanceKey,
): Promise<Result<RoomImport, 'too_many' | 'invalid_value' | 'unknown_property'>> {
  const file = await openImport(body);
  if (!file.ok) return file;
  if (!preview) await lockImports(tx, customer);
  const ground = await groundOf(tx, author, customer);
  const verdicts = new ImportVerdicts();
  const judge = judgeOf(file.value);
  const judged = await eachBatch(body, file.value, batchSize, async (batch) => {
    for (const { record, ...line } of await judge(ground, batch)) {
      if (line.room === undefined) verdicts.error(record.line, line.faults);
      else verdicts.create(record.line);
    }
  });
  if (!judged.ok) return judged;
  const applies = !preview && (onError === 'rest' || verdicts.failures === 0);
  const created = applies ? await apply(call, ground, body, file.value, verdicts, instanceKey) : 0;
  const { lines, failures } = verdicts;
  const { encoding, delimiter, header } = file.value;
  return ok({
    preview,
    lines,
    creates: lines - failures,
    failures,
    created,
    encoding,
    delimiter,
    columns: columnsIn(header),
    verdicts: verdicts.list(),
  });
}

/** The second reading: the same judgement again, line by line, and what it lets pass is made. */
async function apply(
  call: Call,
  ground: Ground,
  body: SpooledBody,
  file: ImportFile,
  { lines, failures }: ImportVerdicts,
  instanceKey: InstanceKey,
): Promise<number> {
  const { tx, facts } = ground;
  const { customer, author } = facts;
  const judge = judgeOf(file);
  const tree = new MerkleRoot();
  let created = 0;
  await eachBatch(body, file, batchSize, async (batch) => {
    const rooms = (await judge(ground, batch)).flatMap(({ room }) => (room === undefined ? [] : [room]));
    await insertRooms(tx, customer, rooms).catch(asStale);
    await issueKeys(
      tx,
      customer,
      rooms.map(({ id }) => id),
      instanceKey,
    );
    for (const room of rooms) tree.add(leafOf(room));
    created += rooms.length;
  });
  if (created === 0) return 0;
  await appendAudit(tx, call, {
    action: 'rooms.imported',
    customer,
    ...ledgersOf(author, customer),
    target: { type: 'organization', id: customer, name: '' },
    changes: { lines, created, failures, file: body.digest, root: tree.root().toString('base64url') },
  });
  return created;
}

/** What a line names has gone since it was judged: the judgement does not stand. */
function asStale(error: unknown): never {
  if (error instanceof Error && 'code' in error && error.code === '23503') throw new StaleDecision();
  throw error;
}

/** A leaf of the audit's tree: the room as it was made, its fields in this order. */
const leafOf = ({ id, name, country, city, site, notes, device, ring, groups }: RoomToAdd): Buffer =>
  Buffer.from(JSON.stringify([id, name, country, city, site, notes, device, ring, groups]));
