import type { OrganizationId, RoomId } from '@keyholder/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newRoom } from '../../../../../tests/support/agents.ts';
import { type Tenants, newOrganization, openTenants } from '../../../../../tests/support/tenants.ts';
import { newId } from '../../kernel/ids.ts';
import { ok } from '../../kernel/result.ts';
import { type TenantTx, reachOf } from '../../kernel/tenant.ts';
import { inTenant } from '../../platform/postgres/in-tenant.ts';
import { withoutLocks } from '../../platform/postgres/without-locks.ts';
import { addAtomToRooms } from '../authorization/index.ts';
import { type NewIncident, insertIncident, lockOpenIncidents, saveClosed } from './incidents.store.ts';

let tenants: Tenants;
let customer: OrganizationId;
let room: RoomId;
beforeAll(async () => {
  tenants = await openTenants();
  customer = await newOrganization(tenants.db, 'Fabrikam');
});
beforeEach(async () => {
  room = await newRoom(tenants.db, customer, 'Atlas');
  await bySignal((tx) => insertIncident(tx, customer, incident('camera')));
});
afterAll(() => tenants?.close());

const incident = (signal: string): NewIncident => ({
  id: newId('inc'),
  room,
  severity: 'important',
  title: 'T',
  detail: '',
  signal,
  source: 'signal',
});
/** As a heartbeat does it: without the customer's lock. */
const bySignal = (work: (tx: TenantTx) => Promise<unknown>): Promise<unknown> => withoutLocks(tenants.db, [customer], work);
const byAct = (work: (tx: TenantTx) => Promise<unknown>): Promise<unknown> =>
  inTenant(tenants.db, reachOf([customer]), 'exclusive', async (tx) => ok(await work(tx)));
const scoped = (atom: string) => tenants.asAdmin<{ state: string }>('select state from incident_scope where atom = $1', [atom]);
const isWaiting = async (): Promise<boolean> =>
  (await tenants.asAdmin(`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)).length > 0;

/** `second` begins while `first` has done its work and not yet committed; both end only after `second` has been seen to wait. */
async function overlapping(
  first: (held: (tx: TenantTx) => Promise<void>) => Promise<unknown>,
  second: () => Promise<unknown>,
): Promise<{ waited: boolean }> {
  let later: Promise<unknown> = Promise.resolve();
  let waited = false;
  await first(async () => {
    let ended = false;
    later = second().finally(() => (ended = true));
    while (!ended && !waited) waited = await isWaiting();
  });
  await later;
  return { waited };
}

describe('incidents and atoms of a room that come at the same time', () => {
  it('D56 A92 an incident that is being opened is in the scope of an atom that is added meanwhile', async () => {
    const atom = `group:${newId('rgrp')}`;
    const met = await overlapping(
      (held) => bySignal(async (tx) => (await insertIncident(tx, customer, incident('display')), held(tx))),
      () => byAct((tx) => addAtomToRooms(tx, customer, atom, [room])),
    );
    expect([met.waited, await scoped(atom)]).toEqual([true, [{ state: 'needs_action' }, { state: 'needs_action' }]]);
  });

  it('D56 A92 an incident opened while an atom is being added is in its scope', async () => {
    const atom = `group:${newId('rgrp')}`;
    const met = await overlapping(
      (held) => byAct(async (tx) => (await addAtomToRooms(tx, customer, atom, [room]), held(tx))),
      () => bySignal((tx) => insertIncident(tx, customer, incident('audio'))),
    );
    expect([met.waited, (await scoped(atom)).length]).toEqual([true, 2]);
  });

  it('D56 A92 an incident that is being closed stands closed in the scope of an atom that is added meanwhile', async () => {
    const atom = `group:${newId('rgrp')}`;
    await bySignal((tx) => insertIncident(tx, customer, incident('audio')));
    const met = await overlapping(
      (held) =>
        bySignal(async (tx) => {
          for (const { id } of await lockOpenIncidents(tx, customer, room)) await saveClosed(tx, customer, id);
          await held(tx);
        }),
      () => byAct((tx) => addAtomToRooms(tx, customer, atom, [room])),
    );
    expect([met.waited, await scoped(atom)]).toEqual([true, [{ state: 'closed' }, { state: 'closed' }]]);
  });
});
