import type { OrganizationId, RoomId } from '@keyholder/contract';
import type { AgentActor, Call, Platform } from '../../kernel/call.ts';
import { newId } from '../../kernel/ids.ts';
import { ok } from '../../kernel/result.ts';
import { reachOf, type TenantTx } from '../../kernel/tenant.ts';
import { type Db, inSnapshot, inTenant } from '../../platform/postgres/in-tenant.ts';
import { listeningSeconds, monitoredAfter } from './health-watch.store.ts';
import { lockSilentRooms, organizationsWithSilence, saveSilent } from './health.store.ts';
import { type Findings, silence } from './signals.rules.ts';

export type RoomRef = { customer: OrganizationId; id: RoomId; name: string };
/** What follows from signals, in the transaction that found them; main.ts passes that of the module incidents. */
export type OnSignals = (tx: TenantTx, call: Call<AgentActor | Platform>, room: RoomRef, findings: Findings) => Promise<void>;

/** @param heartbeatSeconds from one heartbeat to the next; a room is silent after three times as long */
export type Watching = { heartbeatSeconds: number; onSignals: OnSignals };

const organizationsAtOnce = 500;
const roomsAtOnce = 200;
/** From one sweep to the next. */
const pauseMs = 15_000;

/**
 * Finds the rooms whose agent has fallen silent, by the database's clock, and says so: health `unknown`, signal `agent_silent`.
 * Any number of servers may do this at the same time. Looks only where agents are, and reads only rooms that are silent.
 *
 * @returns how many rooms it found
 */
export async function sweepSilentRooms(db: Db, { heartbeatSeconds, onSignals }: Watching): Promise<number> {
  const silentSeconds = 3 * heartbeatSeconds;
  if ((await listeningSeconds(db, 4 * (pauseMs / 1000))) < silentSeconds) return 0;
  let found = 0;
  for (let last = ''; ;) {
    const customers = await monitoredAfter(db, last, organizationsAtOnce);
    const silent = customers.length === 0 ? [] : await inSnapshot(db, customers, (tx) => organizationsWithSilence(tx, customers, silentSeconds));
    for (const customer of silent) found += await sweepCustomer(db, customer, silentSeconds, onSignals);
    const end = customers.at(-1);
    if (end === undefined || customers.length < organizationsAtOnce) return found;
    last = end;
  }
}

async function sweepCustomer(db: Db, customer: OrganizationId, silentSeconds: number, onSignals: OnSignals): Promise<number> {
  const call: Call<Platform> = { actor: { kind: 'platform', name: 'health watch' }, request: newId('req'), reason: null };
  for (let found = 0; ;) {
    const swept = await inTenant(db, reachOf([customer]), 'shared', async (tx) => {
      const rooms = await lockSilentRooms(tx, customer, silentSeconds, roomsAtOnce);
      if (rooms.length === 0) return ok(0);
      await saveSilent(
        tx,
        customer,
        rooms.map(({ id }) => id),
        silence,
      );
      for (const room of rooms) await onSignals(tx, call, { customer, ...room }, silence);
      return ok(rooms.length);
    });
    if (!swept.ok) throw new Error(`sweeping \`${customer}\` was refused: \`${swept.code}\``);
    found += swept.value;
    if (swept.value < roomsAtOnce) return found;
  }
}

/** Sweeps until it is stopped. A sweep that fails is logged, and made up for by the next. */
export function startHealthWatch(db: Db, watching: Watching, log: (line: string) => void): { stop(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const once = async (): Promise<void> => {
    try {
      await sweepSilentRooms(db, watching);
    } catch (error) {
      log(`looking for silent rooms failed: ${error instanceof Error ? error.message : String(error)}`);
    }
    if (!stopped) timer = setTimeout(next, pauseMs);
  };
  let sweeping: Promise<void> = Promise.resolve();
  const next = (): void => {
    sweeping = once();
  };
  next();
  return {
    stop: () => {
      stopped = true;
      clearTimeout(timer);
      return sweeping;
    },
  };
}
