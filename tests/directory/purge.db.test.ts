import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../../packages/server/src/kernel/ids.ts';
import { startJobs } from '../../packages/server/src/platform/jobs/start-jobs.ts';
import { purge } from '../../packages/server/src/purge.ts';
import { type Tenants, newOrganization, newPerson, openTenants } from '../support/tenants.ts';

let tenants: Tenants;
beforeAll(async () => {
  tenants = await openTenants();
});
afterAll(() => tenants.close());

const left = async (table: string): Promise<string[]> =>
  (await tenants.asAdmin<{ id: string }>(`select ${table === 'idempotent_answers' ? 'key' : 'id'} as id from ${table} order by 1`)).map(
    ({ id }) => id,
  );

it('deletes what has ended or served at every organization, and nothing else', async () => {
  for (const name of ['One', 'Two']) {
    const organization = await newOrganization(tenants.db, name);
    const { actor } = await newPerson(tenants.db, organization, { name: 'Ann' });
    const session = (id: string, seen: string, ends: string): Promise<unknown> =>
      tenants.asAdmin(
        `insert into sessions (organization_id, id, user_id, digest, signed_in_at, method, last_seen_at, expires_at) values ($1, $2, $3, '', now(), 'password', now() ${seen}, now() ${ends})`,
        [organization, `${id} of ${name}`, actor.user],
      );
    await session('live', `- interval '7 hours'`, `+ interval '1 hour'`);
    await session('idle', `- interval '8 hours'`, `+ interval '1 hour'`);
    await session('over', '', '');
    const token = (id: string, ends: string, revoked: string): Promise<unknown> =>
      tenants.asAdmin(
        `insert into api_tokens (organization_id, id, user_id, name, digest, signed_in_at, expires_at, revoked_at) values ($1, $2, $3, 'T', '', now(), now() ${ends}, ${revoked})`,
        [organization, `${id} of ${name}`, actor.user],
      );
    await token('good', `+ interval '1 day'`, 'null');
    await token('just expired', `- interval '29 days'`, 'null');
    await token('long expired', `- interval '30 days'`, 'null');
    await token('long revoked', `+ interval '1 day'`, `now() - interval '30 days'`);
    const link = async (id: string, ends: string, used: string): Promise<unknown> => {
      const { actor: added } = await newPerson(tenants.db, organization, { name: id });
      return tenants.asAdmin(
        `insert into activation_links (organization_id, user_id, id, digest, created_by, expires_at, used_at) values ($1, $2, $3, '', $4, now() ${ends}, ${used})`,
        [organization, added.user, `${id} of ${name}`, actor.user],
      );
    };
    await link('open', `+ interval '1 day'`, 'null');
    await link('just ended', `- interval '29 days'`, 'null');
    await link('long ended', `- interval '30 days'`, 'null');
    await link('long used', `+ interval '1 day'`, `now() - interval '30 days'`);
    const mail = (id: string, state: string, age: string): Promise<unknown> =>
      tenants.asAdmin(
        `insert into mails (organization_id, id, user_id, template, facts, state, created_at) values ($1, $2, $3, 'x', '{}', $4, now() ${age})`,
        [organization, `${id} of ${name}`, actor.user, state],
      );
    await mail('waiting', 'queued', `- interval '90 days'`);
    await mail('sent lately', 'sent', `- interval '29 days'`);
    await mail('sent long ago', 'sent', `- interval '30 days'`);
    await mail('failed long ago', 'failed', `- interval '30 days'`);
    for (const [key, age] of [
      ['lately', `- interval '23 hours'`],
      ['long ago', `- interval '24 hours'`],
    ])
      await tenants.asAdmin(
        `insert into idempotent_answers (organization_id, user_id, key, request_digest, status, answer, created_at) values ($1, $2, $3, '', 200, '{}', now() ${age})`,
        [organization, actor.user, `${key} of ${name}`],
      );
  }
  expect(await purge(tenants.db)).toBe(2 * 9);
  const both = (...ids: string[]): string[] => ids.flatMap((id) => [`${id} of One`, `${id} of Two`]).toSorted();
  expect(await left('sessions')).toEqual(both('live'));
  expect(await left('api_tokens')).toEqual(both('good', 'just expired'));
  expect(await left('activation_links')).toEqual(both('open', 'just ended'));
  expect(await left('mails')).toEqual(both('waiting', 'sent lately'));
  expect(await left('idempotent_answers')).toEqual(both('lately'));
  expect(await purge(tenants.db)).toBe(0);
});

it('is known to the worker as a job of every night', async () => {
  let ran: () => void = () => undefined;
  const done = new Promise<void>((resolve) => (ran = resolve));
  const jobs = await startJobs({ pool: tenants.appPool, tasks: { purge: async () => ran() }, nightly: ['purge'], log: () => undefined });
  const readKnown = () => tenants.asAdmin<{ identifier: string }>('select identifier from graphile_worker._private_known_crontabs');
  let known = await readKnown();
  while (known.length === 0) known = await readKnown();
  await tenants.asAdmin(`select graphile_worker.add_job('purge', $1::json)`, [JSON.stringify({ request: newId('req') })]);
  await done;
  await jobs.stop();
  expect(known.map(({ identifier }) => identifier)).toEqual(['purge']);
});
