import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { DemoPerson } from './people.ts';

/** `demo.json` (api.md): what scripts and tests need to try an instance. Holds secrets, so its owner alone may read it. */
type PeopleFile = { url: string; people: DemoPerson[]; ids: Record<string, string>; decisionToken: string };

/** Written beside and renamed into place: whoever looks finds a whole file or none. */
export function writePeopleFile(path: string, contents: PeopleFile): void {
  const beside = `${path}.new`;
  writeFileSync(beside, `${JSON.stringify(contents, null, 2)}\n`, { mode: 0o600 });
  chmodSync(beside, 0o600); // one that was left behind keeps the mode it had
  renameSync(beside, path);
}

/** The people of an instance that has begun before; the file tells the address under which it is reached now. */
export function readPeople(path: string, url: string): DemoPerson[] {
  const contents: PeopleFile = JSON.parse(readFileSync(path, 'utf8'));
  if (contents.url !== url) writePeopleFile(path, { ...contents, url });
  return contents.people;
}
