import { readFileSync } from 'node:fs';
import type { Config } from './config.ts';
import type { PasswordHasher } from './modules/identity/index.ts';
import type { InstanceKey } from './platform/keys/instance-key.ts';
import type { Db } from './platform/postgres/in-tenant.ts';
import { StartRefused } from './platform/postgres/start-refused.ts';

export type DemoPerson = { email: string; name: string; password: string; roles: readonly string[] };
export const readPeople = (file: string): DemoPerson[] => JSON.parse(readFileSync(file, 'utf8')).people;
export async function loadBeginning(_db: Db, _needs: { key: InstanceKey; hasher: PasswordHasher; config: Config; peopleFile: string }): Promise<{ people: DemoPerson[]; agentKey: string | undefined }> {
  throw new StartRefused('worlds are being built');
}
