import type { AllowedAction, NewRoom, OrganizationId, PermissionKey, RoomId } from '@keyholder/contract';
import { permissionKeys } from '@keyholder/contract';
import type { Call, Person } from '../../packages/server/src/kernel/call.ts';
import type { Result } from '../../packages/server/src/kernel/result.ts';
import type { ActionKey, Authority, AtomKey, Decision, Matter } from '../../packages/server/src/kernel/rights.ts';
import { type TenantTx, reachOf } from '../../packages/server/src/kernel/tenant.ts';
import { addRooms, createGroup } from '../../packages/server/src/modules/rooms/index.ts';
import type { PersonCall } from '../../packages/server/src/platform/http/cursor.ts';
import { instanceKeyOf } from '../../packages/server/src/platform/keys/instance-key.ts';
import { type Db, inTenant } from '../../packages/server/src/platform/postgres/in-tenant.ts';
import { callOf } from './tenants.ts';

/** What somebody holds at one customer, spelled out. `within`: the delegated scope that cuts it (D23). */
export type Holding = {
  customer: OrganizationId;
  permissions?: readonly PermissionKey[];
  atoms: readonly AtomKey[];
  within?: readonly AtomKey[] | null;
};

/** An authority made by hand, by the words of product.md and not by the module that the server uses. At most one holding per customer. */
export function authorityWith(home: OrganizationId, holdings: readonly Holding[]): Authority {
  const holdsAt = (customer: OrganizationId, action: ActionKey): Holding | undefined =>
    holdings.find((one) => one.customer === customer && (one.permissions ?? permissionKeys).some((key) => key === action));
  const decide = (action: ActionKey, matter: Matter): Decision => {
    const held = holdsAt(matter.customer, action);
    const covered = held !== undefined && covers(held, action, matter, matter.customer === home);
    return covered ? { outcome: 'allow' } : { outcome: 'deny', code: 'forbidden' };
  };
  return {
    epochs: new Map(),
    home,
    customers: holdings.map(({ customer }) => customer),
    decide,
    anyWay: (action, customer) => holdsAt(customer, action) !== undefined,
    known: (customer) => customer === home || holdings.some((one) => one.customer === customer),
    grants: (permission) =>
      holdings
        .filter(({ customer }) => holdsAt(customer, permission))
        .map(({ customer, atoms, within }) => ({ customer, atoms, within: within ?? null })),
    partnerAt: (customer) => (customer === home ? undefined : home),
    rolesAt: () => [],
    allowedActions: (matter, actions): AllowedAction[] =>
      actions.map((action) => {
        const decision = decide(action, matter);
        return decision.outcome === 'deny' ? { action, allowed: false, reason: decision.code } : { action, allowed: true };
      }),
  };
}
/** Table 1 and D35: of several rooms one is enough to see, all are needed to do; at home there may be none. */
function covers(held: Holding, action: ActionKey, matter: Matter, atHome: boolean): boolean {
  if (matter.kind === 'organization') return true;
  const isIn = (atoms: readonly AtomKey[]): boolean => meets(held.atoms, atoms) && meets(held.within ?? null, atoms);
  if (matter.kind === 'room') return isIn(matter.atoms);
  if (action === 'rings.view') return true; // rings span partners (D34): what they hold is cut, not they
  return action.endsWith('.view') ? matter.rooms.some(isIn) || (atHome && matter.rooms.length === 0) : matter.rooms.every(isIn);
}
const meets = (scope: readonly AtomKey[] | null, atoms: readonly AtomKey[]): boolean => scope === null || scope.some((atom) => atoms.includes(atom));

/** All of one's own organization, as its Managed Service Administrator holds it. */
export const administratorOf = (customer: OrganizationId): Authority => authorityWith(customer, [{ customer, atoms: ['all'] }]);

/** Does `work` as a request does it: a value is committed, a refusal is rolled back. */
export const act = <T>(db: Db, reach: readonly OrganizationId[], work: (tx: TenantTx) => Promise<Result<T>>): Promise<Result<T>> =>
  inTenant(db, reachOf(reach), 'exclusive', work);

/** The same, where a refusal would be a mistake of the test. */
export async function done<T>(db: Db, reach: readonly OrganizationId[], work: (tx: TenantTx) => Promise<Result<T>>): Promise<T> {
  const outcome = await act(db, reach, work);
  if (!outcome.ok) throw new Error(`refused: \`${outcome.code}\` ${outcome.detail ?? ''} ${JSON.stringify(outcome.faults ?? [])}`);
  return outcome.value;
}

export const instanceKey = instanceKeyOf(Buffer.alloc(32, 9));
export const place = { country: 'FR', city: 'Paris', site: 'Nord' };
/** Rooms at one place unless they say otherwise; ids in the order given. */
export const givenRooms = (db: Db, customer: OrganizationId, rooms: readonly (Partial<NewRoom> & { name: string })[]): Promise<RoomId[]> =>
  done(db, [customer], (tx) =>
    addRooms(
      tx,
      customer,
      rooms.map((room) => ({ ...place, ...room })),
      instanceKey,
    ),
  );

const platform: Call = { actor: { kind: 'platform', name: 'test' }, request: 'req_test', reason: null };
export const givenGroup = (db: Db, customer: OrganizationId, name: string) =>
  done(db, [customer], (tx) => createGroup(tx, platform, 'platform', customer, { name }));

/** A call as the pipeline makes it. */
export const personCall = (call: Call<Person>): PersonCall => ({ ...call, cursorKey: new Uint8Array(32).fill(7) });
/** Somebody of an organization, without a row: for acts that never look the person up. */
export const somebodyOf = (organization: OrganizationId, user = 'usr_somebody'): PersonCall =>
  personCall(callOf({ user: user as `usr_${string}`, organization, name: 'Somebody', organizationName: 'Somewhere' }));
