import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';

/** So many different texts get a name; each costs a plan per connection. */
const mostNames = 400;

/**
 * A pool whose statements are planned once per connection: a text that comes a second time gets a name, under which PostgreSQL
 * keeps its plan. Planning a read under row security takes longer than running it. Not for a connection through a pooler in
 * transaction mode, where the name may be unknown on the next connection.
 */
export function preparing(pool: pg.Pool): PostgresPool {
  const seen = new Set<string>();
  const names = new Map<string, string>();
  const nameOf = (text: string): string | undefined => {
    const known = names.get(text);
    if (known !== undefined || names.size >= mostNames) return known;
    if (!seen.has(text)) {
      if (seen.size > 10 * mostNames) seen.clear();
      seen.add(text);
      return undefined;
    }
    const name = `kh${names.size}`;
    names.set(text, name);
    return name;
  };
  const wrapped = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => {
      const client = await pool.connect();
      const known = wrapped.get(client);
      if (known !== undefined) return known;
      const made = wrap(client, nameOf);
      wrapped.set(client, made);
      return made;
    },
  };
}

/** PostgreSQL's answer to a kept plan whose table has changed meanwhile (a migration beside a running server). */
const planOutdated = '0A000';

/**
 * What begins a snapshot or sets something for its length, as its reach, answers nothing, and what follows on the connection runs after it: it is held until
 * the next statement and sent together with that, in one write. Should it fail, the next statement fails with its error.
 */
const goesAhead = (text: string): boolean => text.startsWith('start transaction') || text.startsWith('set local ');
const nothing = { command: 'SET', rowCount: null, rows: [] };

function wrap(client: pg.PoolClient, nameOf: (text: string) => string | undefined): PostgresPoolClient {
  const { stream } = client.connection;
  let isOutdated = false;
  let held: string[] = [];
  let isGathering = false;
  const leave = (): void => {
    if (!isGathering) return;
    isGathering = false;
    stream.uncork();
  };
  /**
   * What is sent in one turn leaves in one write, at its end. The end of a snapshot, for which nobody waits, leaves after what the answer
   * sets off, or together with what the next reader sends: handing it over takes as long as a few look-ups.
   */
  const gather = (text: string): void => {
    if (!isGathering) stream.cork();
    isGathering = true;
    if (text === 'rollback') setImmediate(leave);
    else process.nextTick(leave);
  };
  const send = (text: string, values: readonly unknown[]): Promise<unknown> => {
    const name = values.length === 0 ? undefined : nameOf(text);
    return client.query(name === undefined ? { text, values: [...values] } : { name, text, values: [...values] });
  };
  const sendAll = async (before: string, text: string, values: readonly unknown[]): Promise<unknown> => {
    if (!client.pipeline) {
      await client.query(before);
      return send(text, values);
    }
    const first = client.query(before).then(
      () => undefined,
      (error: unknown) => error,
    );
    const answer = send(text, values);
    const [failure, outcome] = await Promise.all([first, settled(answer)]);
    if (failure !== undefined) throw failure;
    if ('error' in outcome) throw outcome.error;
    return outcome.value;
  };
  const query = async (text: string, values: readonly unknown[]) => {
    if (values.length === 0 && goesAhead(text)) {
      held.push(text);
      return nothing;
    }
    const before = held.join('; ');
    held = [];
    gather(text);
    try {
      return await (before === '' ? send(text, values) : sendAll(before, text, values));
    } catch (error) {
      isOutdated ||= error instanceof Error && 'code' in error && error.code === planOutdated;
      throw error;
    }
  };
  // Kysely calls `query(text, values)` and `release()` only; a connection with an outdated plan is closed, not reused
  return { query, release: () => client.release(isOutdated) } as unknown as PostgresPoolClient;
}

const settled = <T>(answer: Promise<T>): Promise<{ value: T } | { error: unknown }> =>
  answer.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
