import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from './config.ts';
import { type InstanceMode, readMode, writeMode } from './instance.store.ts';
import { ok } from './kernel/result.ts';
import { reachOf } from './kernel/tenant.ts';
import { type PasswordHasher, printSetupToken } from './modules/identity/index.ts';
import { seedTerms } from './modules/organizations/index.ts';
import type { InstanceKey } from './platform/keys/instance-key.ts';
import { type Db, inTenant } from './platform/postgres/in-tenant.ts';
import { StartRefused } from './platform/postgres/start-refused.ts';
import { type DemoPerson, loadBeginning, readPeople } from './world/index.ts';

export type Beginning = {
  mode: InstanceMode;
  demo: boolean;
  people: readonly DemoPerson[];
  peopleFile: string | undefined;
  setupToken: string | undefined;
  /** where the local room agent keeps its credential; undefined: no local agent */
  agentFolder: string | undefined;
  /** its enrolment key, until it has enrolled */
  agentKey: string | undefined;
};

/**
 * The first start decides what an instance is: the demo world, a world file, or empty for a first set-up. Later starts find it
 * so. Sample people never stand beside production settings (A37).
 *
 * @throws StartRefused with the one line to print
 */
export async function begin(db: Db, needs: { key: InstanceKey; hasher: PasswordHasher; config: Config }): Promise<Beginning> {
  const { config } = needs;
  const found = await readMode(db);
  const mode = found ?? config.begin.kind;
  if (found !== undefined && config.begin.kind !== 'demo' && config.begin.kind !== found) {
    throw new StartRefused(
      `this data folder holds ${found === 'empty' ? 'an instance of its own' : `the ${found} world`}: use an empty KEYHOLDER_DATA for --${config.begin.kind}`,
    );
  }
  if (found === 'world' && config.begin.kind === 'world')
    throw new StartRefused('a world file is loaded into an empty data folder only: start without --world to go on with this one');
  if (mode !== 'empty' && config.production.length > 0) {
    throw new StartRefused(
      `${config.production.join(', ')} ${config.production.length > 1 ? 'are production settings' : 'is a production setting'}: the demo world does not run beside it; begin with -- --empty on an empty database`,
    );
  }
  await inTenant(db, reachOf([]), 'shared', async (tx) => ok(await seedTerms(tx)));
  if (mode === 'empty') return beginEmpty(db, found);
  const peopleFile = join(config.dataDir, 'demo.json');
  const agentFolder = join(config.dataDir, 'agent');
  if (found !== undefined) {
    const agentRuns = existsSync(agentFolder);
    return {
      mode,
      demo: true,
      people: existsSync(peopleFile) ? readPeople(peopleFile, config.origin) : [],
      peopleFile,
      setupToken: undefined,
      agentFolder: agentRuns ? agentFolder : undefined,
      agentKey: undefined,
    };
  }
  const { people, agentKey } = await loadBeginning(db, { ...needs, peopleFile });
  return { mode, demo: true, people, peopleFile, setupToken: undefined, agentFolder: agentKey === undefined ? undefined : agentFolder, agentKey };
}

async function beginEmpty(db: Db, found: InstanceMode | undefined): Promise<Beginning> {
  if (found === undefined) await writeMode(db, 'empty');
  let setupToken: string | undefined;
  await printSetupToken(db, (token) => {
    setupToken = token;
  });
  return { mode: 'empty', demo: false, people: [], peopleFile: undefined, setupToken, agentFolder: undefined, agentKey: undefined };
}
