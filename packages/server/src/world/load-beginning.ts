import { basename } from 'node:path';
import type { ErrorCode } from '@keyholder/contract';
import type { Config } from '../config.ts';
import { writeMode } from '../instance.store.ts';
import { newId } from '../kernel/ids.ts';
import type { Result } from '../kernel/result.ts';
import type { TenantTx } from '../kernel/tenant.ts';
import { type PasswordHasher, makeDecisionClient } from '../modules/identity/index.ts';
import { downloadKey, findRoom } from '../modules/rooms/index.ts';
import type { InstanceKey } from '../platform/keys/instance-key.ts';
import type { Db } from '../platform/postgres/in-tenant.ts';
import { StartRefused } from '../platform/postgres/start-refused.ts';
import { demoWorld, roomOfThisMachine } from './demo-world.ts';
import { loadWorld } from './load-world.ts';
import type { DemoPerson } from './people.ts';
import { writePeopleFile } from './people-file.ts';
import { type WorldFile, describeRefusal, readWorldFile } from './read-world.ts';

type Needs = { key: InstanceKey; hasher: PasswordHasher; config: Pick<Config, 'begin' | 'origin'>; peopleFile: string };
type Begun = { people: readonly DemoPerson[]; agentKey: string | undefined };

/**
 * Fills an instance for the first time, with the demo world or with a world file. The world, the note that it was loaded and
 * the file that tells its people come about together: a start that is cut short leaves nothing, and the next one begins anew.
 *
 * @throws StartRefused with the one line to print, naming the place in the file
 */
export async function loadBeginning(db: Db, { key, hasher, config, peopleFile }: Needs): Promise<Begun> {
  const { begin, origin } = config;
  if (begin.kind === 'empty') throw new Error('an empty instance has no world to load');
  const name = begin.kind === 'world' ? basename(begin.file) : 'the demo world';
  const file = begin.kind === 'world' ? openWorldFile(begin.file) : demoWorld(new Date());
  if (!file.ok) throw new StartRefused(describeRefusal(name, file));
  let agentKey: string | undefined;
  const loaded = await loadWorld(db, { instanceKey: key, hasher }, file.value, async (tx, { ids, people }) => {
    if (begin.kind === 'demo') agentKey = await keyOfThisMachine(tx, ids, key);
    await writeMode(tx, begin.kind);
    const decisionToken = await makeDecisionClient(tx, { name: 'From demo.json', expiresInDays: 365 });
    writePeopleFile(peopleFile, { url: origin, people, ids, decisionToken });
  });
  if (!loaded.ok) throw new StartRefused(describeRefusal(name, loaded));
  return { people: loaded.value.people, agentKey };
}

function openWorldFile(path: string): Result<WorldFile, ErrorCode> {
  try {
    return readWorldFile(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error)
      throw new StartRefused(`cannot read the world file \`${path}\`: ${String(error.code)}`, { cause: error });
    throw error;
  }
}

/** The enrolment key of the demo room whose agent measures the machine that the demo runs on. */
async function keyOfThisMachine(tx: TenantTx, ids: Readonly<Record<string, string>>, key: InstanceKey): Promise<string> {
  const { customer, room } = roomOfThisMachine;
  const found = await findRoom(tx, ids[customer] ?? '', ids[room] ?? '');
  if (found === undefined) throw new Error('the demo world has no room for this machine');
  const call = { actor: { kind: 'platform' as const, name: 'Platform', loading: 'world' as const }, request: newId('req'), reason: null };
  const downloaded = await downloadKey(tx, call, 'platform', found, key);
  if (!downloaded.ok) throw new Error(`no key for the room of this machine: \`${downloaded.code}\``);
  return downloaded.value.key;
}
