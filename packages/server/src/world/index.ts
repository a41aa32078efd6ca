export { loadBeginning } from './load-beginning.ts';
export type { DemoPerson } from './people.ts';
export { readPeople } from './people-file.ts';
