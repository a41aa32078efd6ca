import { DummyDriver, Kysely, PostgresDialect } from 'kysely';

const pipelined = new WeakSet<object>();
const dialect = new PostgresDialect({ pool: () => Promise.reject(new Error('a connection has no pool of its own')) });

/** Says that the connections of `db` answer statements in the order in which they were sent, however many are under way. */
export const pipelines = <Schema>(db: Kysely<Schema>): Kysely<Schema> => {
  pipelined.add(db);
  return db;
};
export const isPipelined = (db: object): boolean => pipelined.has(db);

/**
 * One connection for the length of `work`. Where connections are pipelined, a statement is sent when it is made and waits for none
 * before it; elsewhere Kysely sends each after the answer of the last.
 */
export function onConnection<Schema, T>(db: Kysely<Schema>, work: (connection: Kysely<Schema>) => Promise<T>): Promise<T> {
  if (!isPipelined(db)) return db.connection().execute(work);
  const executor = db.getExecutor();
  return executor.provideConnection((connection) => {
    const atOnce = executor.withConnectionProvider({ provideConnection: (send) => send(connection) });
    return work(new Kysely<Schema>({ config: { dialect }, dialect, driver: new DummyDriver(), executor: atOnce }));
  });
}
