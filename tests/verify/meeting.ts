import pg from 'pg';

/** Whether all of them really were under way at once; a round in which they were not proves nothing. */
export type Met<T> = { answers: T[]; overlapped: boolean };

/**
 * Lets requests meet: while these tables may not be written, each goes as far as it can, to a lock or to its end; then all go on.
 * What happens does not depend on how fast this machine is.
 *
 * @param admin a superuser's connection of its own, to the database of the requests
 * @param watch another one: a transaction sees the activity of its beginning only
 * @param meanwhile what changes as they meet: none of them sees it before all have come as far as they can
 */
export async function meet<T>(
  admin: pg.Client,
  watch: pg.Client,
  tables: readonly string[],
  requests: readonly (() => Promise<T>)[],
  meanwhile?: pg.QueryConfig,
): Promise<Met<T>> {
  await admin.query(`begin; lock table ${tables.join(', ')} in share mode`);
  if (meanwhile !== undefined) await admin.query(meanwhile);
  let ended = 0;
  // one that fails while the others are waited for is told of at the end: nobody else listens to it until then
  const ends = Promise.allSettled(requests.map((request) => request().finally(() => (ended += 1))));
  // a look every other millisecond leaves the machine to those who are to meet
  const waiting = `select pg_sleep(0.002); select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  let held = 0;
  try {
    while (held + ended < requests.length) held = [await watch.query<{ count: number }>(waiting)].flat().at(-1)?.rows[0]?.count ?? 0;
  } finally {
    await admin.query('commit');
  }
  const answers = (await ends).map((end) => {
    if (end.status === 'rejected') throw new Error(`a request that met others had no answer: ${String(end.reason)}`, { cause: end.reason });
    return end.value;
  });
  return { answers, overlapped: held >= Math.min(2, requests.length) };
}

export async function connectAdmin(url: string): Promise<pg.Client> {
  const admin = new pg.Client({ connectionString: url });
  admin.on('error', () => undefined); // the statement in progress reports it
  await admin.connect();
  return admin;
}
