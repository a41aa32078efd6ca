import type { Seen } from '../support/composed.ts';
import type { Stage } from './routes.fixture.ts';

/** One success of an acting route by somebody who may, and in whose ledgers it has to stand. */
export type Act = {
  operation: string;
  action: string;
  ledgers: readonly string[];
  outcome?: 'requested';
  /** what else the same request writes: an act and what follows from it */
  beside?: readonly string[];
  run: (stage: Stage) => Promise<Seen>;
};

/** The ledgers of an act at home, and of one of gamma's people at alpha. */
export const alone = ['alpha'];
export const both = ['alpha', 'gamma'];

export const versionOf = async (stage: Stage, table: string, id: string): Promise<string> =>
  `"${(await stage.asAdmin<{ version: number }>(`select version from ${table} where id = $1`, [id]))[0]?.version}"`;
