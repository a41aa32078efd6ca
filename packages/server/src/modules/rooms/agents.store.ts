import type { AgentMachine, OrganizationId, RoomId } from '@keyholder/contract';
import { sql } from 'kysely';
import type { TenantTx } from '../../kernel/tenant.ts';

/** The digests to compare a presented credential with, before anything is locked; undefined when there is none in effect. */
const digestIn =
  (table: 'agents' | 'enrolment_keys') =>
  async (tx: TenantTx, customer: OrganizationId, id: string): Promise<Buffer | undefined> => {
    const row = await tx
      .selectFrom(table)
      .select('digest')
      .where('organization_id', '=', customer)
      .where('id', '=', id)
      .where('ended_at', 'is', null)
      .where(isActive(customer))
      .executeTakeFirst();
    return row?.digest;
  };
export const digestOfAgent = digestIn('agents');
export const digestOfEnrolmentKey = digestIn('enrolment_keys');
/** The agents of a suspended organization are nobody (A77). */
const isActive = (customer: OrganizationId) => sql<boolean>`exists (select from organizations where id = ${customer} and state = 'active')`;

/**
 * The key and the room it enrols, held to the end of the transaction: of two machines the second waits, then sees the first.
 * Whoever locks several of these takes them as key, agent, health, room, so that nobody waits for each other; a room that is
 * held `to_change` keeps nobody of these waiting, and may come first.
 */
export async function lockEnrolmentKey(tx: TenantTx, customer: OrganizationId, id: string) {
  return tx
    .selectFrom('enrolment_keys as k')
    .innerJoin('rooms as r', (join) => join.onRef('r.organization_id', '=', 'k.organization_id').onRef('r.id', '=', 'k.room_id'))
    .select(['k.digest', 'k.used_at', 'k.ended_at', 'r.id as room', 'r.name as roomName', sql<boolean>`k.expires_at <= now()`.as('expired')])
    .where('k.organization_id', '=', customer)
    .where('k.id', '=', id)
    .forUpdate('k')
    .executeTakeFirst();
}

/** The room's agent in effect. */
export async function lockAgentOfRoom(tx: TenantTx, customer: OrganizationId, room: RoomId) {
  return tx
    .selectFrom('agents')
    .select(['id', 'key_id', 'attempt_digest', 'run'])
    .where('organization_id', '=', customer)
    .where('room_id', '=', room)
    .where('ended_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
}

/** An agent in effect, by the public part of its credential; its heartbeats follow one another. */
export async function lockAgent(tx: TenantTx, customer: OrganizationId, id: string) {
  return tx
    .selectFrom('agents as a')
    .innerJoin('rooms as r', (join) => join.onRef('r.organization_id', '=', 'a.organization_id').onRef('r.id', '=', 'a.room_id'))
    .select(['a.digest', 'a.run', 'a.sequence', 'a.former_runs', 'a.cloned_at', 'r.id as room', 'r.name as roomName'])
    .select([sql<string | null>`a.machine->>'identity'`.as('identity'), sql<Date>`now()`.as('now')])
    .where('a.organization_id', '=', customer)
    .where('a.id', '=', id)
    .where('a.ended_at', 'is', null)
    .forUpdate('a')
    .executeTakeFirst();
}

/** From now on the key cannot be downloaded any more (D54). */
export async function spendEnrolmentKey(tx: TenantTx, customer: OrganizationId, id: string): Promise<void> {
  await tx
    .updateTable('enrolment_keys')
    .set({ used_at: sql`coalesce(used_at, now())`, sealed: null })
    .where('organization_id', '=', customer)
    .where('id', '=', id)
    .execute();
}

export type NewAgent = {
  customer: OrganizationId;
  room: RoomId;
  id: string;
  key: string;
  digest: Buffer;
  attemptDigest: Buffer;
  machine: AgentMachine;
};
export async function insertAgent(tx: TenantTx, { customer, room, id, key, digest, attemptDigest, machine }: NewAgent): Promise<void> {
  await tx
    .insertInto('agents')
    .values({ organization_id: customer, id, room_id: room, key_id: key, digest, attempt_digest: attemptDigest, machine: JSON.stringify(machine) })
    .execute();
  await tx
    .insertInto('platform.monitored_organizations')
    .values({ organization_id: customer })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export type LastHeard = { run: string; sequence: number; formerRuns: readonly string[]; cloned: boolean };
export async function saveLastHeard(
  tx: TenantTx,
  customer: OrganizationId,
  id: string,
  { run, sequence, formerRuns, cloned }: LastHeard,
): Promise<void> {
  await tx
    .updateTable('agents')
    .set({ run, sequence, former_runs: [...formerRuns], ...(cloned ? { cloned_at: sql`coalesce(cloned_at, now())` } : {}) })
    .where('organization_id', '=', customer)
    .where('id', '=', id)
    .execute();
}

/** Ends the credential of the room's agent at once; what else that means for the room is up to the caller. */
export async function endAgentOfRoom(tx: TenantTx, customer: OrganizationId, room: RoomId): Promise<void> {
  await tx
    .updateTable('agents')
    .set({ ended_at: sql`now()` })
    .where('organization_id', '=', customer)
    .where('room_id', '=', room)
    .where('ended_at', 'is', null)
    .execute();
}
