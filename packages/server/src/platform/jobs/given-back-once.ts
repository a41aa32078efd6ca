import type pg from 'pg';

type Given = Parameters<Parameters<pg.Pool['connect']>[0]>;

/**
 * The same pool; who takes a connection by callback may give it back twice. graphile-worker 0.18 does where the connection on which it
 * is about to listen is cut while the worker ends, and the pool's complaint, which nobody awaits, would end the process.
 */
export function givenBackOnce(pool: pg.Pool): pg.Pool {
  const connect = pool.connect.bind(pool);
  return Object.assign(pool, {
    connect: (callback?: (...given: Given) => void) =>
      callback === undefined ? connect() : connect((error, client, release) => callback(error, client, once(release))),
  });
}

function once(release: Given[2]): Given[2] {
  let isBack = false;
  return (why) => {
    if (!isBack) release(why);
    isBack = true;
  };
}
