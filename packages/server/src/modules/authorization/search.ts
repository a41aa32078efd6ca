import { type Evaluation, type OrganizationId, type PermissionKey, type UserId, isId, isPermissionKey, permissionKeys } from '@keyholder/contract';
import type { Matter } from '../../kernel/rights.ts';
import { type Db, inSnapshot, widenReach } from '../../platform/postgres/in-tenant.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { askedScopes } from './access-asking.ts';
import { type Sides, holdersOf, holdsRoom } from './access-holders.ts';
import { pageOfPeople } from './access-people.store.ts';
import type { Scopes } from './access-rooms.store.ts';
import { type AskerKind, type DecisionNeeds, type View, customersOf, mayAsk, mayAskOf, openView } from './decision-view.ts';
import { administratorMay } from './administrators.ts';
import { decide } from './decide.ts';
import { allOrganizations, findSubjects, partnersOf } from './evaluate.store.ts';
import { grantAt } from './grants.ts';
import type { ActorFacts } from './facts.ts';
import { mattersOfKind } from './matters.ts';

type Thing = Evaluation['resource'];
/** Where a page begins, and how long it may be; a key is what the page before gave as its end. */
export type PageWanted = { after: readonly string[] | undefined; limit: number };
/** `end`: the key of the last one, where there is more. */
export type Found<T> = { results: T[]; end: readonly string[] | undefined };

const nothing = { results: [], end: undefined };
/** Rows looked at in one step, where only a decision can tell which of them count. */
const stride = 500;

/** What this person may do here at once: exactly the actions for which `evaluate` says true. */
export async function searchActions(db: Db, needs: DecisionNeeds, asker: AskerKind, user: string, thing: Thing): Promise<PermissionKey[]> {
  const customer = customerOf(thing);
  if (customer === undefined || !isId('usr', user)) return [];
  return inSnapshot(db, reachOf(asker, customer), async (tx) => {
    const view = await openView(tx, needs, asker, [customer]);
    const matter = await matterOf(view, needs, customer, thing);
    const actor = (await view.actors([user])).get(user);
    const facts = view.facts.get(customer);
    if (matter === undefined || actor === undefined || facts === undefined) return [];
    return permissionKeys
      .filter((action) => mayAsk(view, actor, action, matter) && decide(facts, actor, action, matter).outcome === 'allow')
      .toSorted();
  });
}

/** Who may do this here at once, by organization and id: through nested groups, and cut to whom the asker may ask about. */
export async function searchSubjects(
  db: Db,
  needs: DecisionNeeds,
  asker: AskerKind,
  { action, thing, page }: { action: string; thing: Thing; page: PageWanted },
): Promise<Found<{ type: string; id: string }>> {
  const customer = customerOf(thing);
  if (customer === undefined || !isPermissionKey(action)) return nothing;
  return inSnapshot(db, reachOf(asker, customer), async (tx) => {
    const view = await openView(tx, needs, asker, [customer]);
    const matter = await matterOf(view, needs, customer, thing);
    const facts = view.facts.get(customer);
    if (matter === undefined || facts === undefined) return nothing;
    const holders = holdersOf(facts, sidesOf(asker, customer), administratorMay.has(action) ? 'in' : 'out', (assignment) => {
      const isManual = assignment.partner !== null && facts.delegations.get(assignment.partner)?.manual.has(action) === true;
      return assignment.permissions.has(action) && !isManual && (matter.kind !== 'room' || holdsRoom(facts, assignment, matter.atoms));
    });
    return collect(page, async (after, limit) => {
      const [from = '', last = ''] = after ?? [];
      const rows = await pageOfPeople(tx, holders, { order: 'id', after: after && ['', from, last], limit });
      return rows.map(({ id, organization, facts: actor }) => {
        const counts = mayAsk(view, actor, action, matter) && decide(facts, actor, action, matter).outcome === 'allow';
        return { key: [organization, id], result: counts ? { type: 'user', id } : undefined };
      });
    });
  });
}

/** Where this person may do this at once, by customer and id; at one customer where it is named. */
export async function searchResources(
  db: Db,
  needs: DecisionNeeds,
  asker: AskerKind,
  asked: { user: string; action: string; type: string; customer: unknown; page: PageWanted },
): Promise<Found<Resource>> {
  const { user, action, type, customer: only, page } = asked;
  if (!isId('usr', user) || !isPermissionKey(action) || (type !== 'organization' && !needs.estate.kinds.has(type))) return nothing;
  return inSnapshot(db, asker.kind === 'platform' ? [] : [asker.organization], async (tx) => {
    const home = await homeOf(tx, asker, user);
    if (home === undefined) return nothing;
    const customers = (await customersOf(tx, asker, home)).filter((id) => only === undefined || id === only);
    const view = await openView(tx, needs, asker, customers);
    const actor = (await view.actors([user])).get(user);
    if (actor === undefined) return nothing;
    const [begin, last = ''] = page.after ?? [];
    const results: Resource[] = [];
    for (const customer of customers.filter((id) => begin === undefined || id >= begin)) {
      const rest = { after: customer === begin ? [last] : undefined, limit: page.limit - results.length };
      const found = await thingsAt(view, needs, { actor, action, type, customer }, rest);
      results.push(...found.results.map((id) => (type === 'organization' ? { type, id } : { type, id, properties: { customer } })));
      if (found.end !== undefined) return { results, end: [customer, ...found.end] };
    }
    return { results, end: undefined };
  });
}
type Resource = { type: string; id: string; properties?: { customer: string } };
type Wish = { actor: ActorFacts; action: PermissionKey; type: string; customer: OrganizationId };

async function thingsAt(view: View, needs: DecisionNeeds, { actor, action, type, customer }: Wish, page: PageWanted): Promise<Found<string>> {
  const facts = view.facts.get(customer);
  if (facts === undefined) return nothing;
  const counts = (matter: Matter): boolean => mayAsk(view, actor, action, matter) && decide(facts, actor, action, matter).outcome === 'allow';
  const kind = needs.estate.kinds.get(type);
  if (kind === undefined) {
    const isThere = counts({ customer, kind: 'organization' });
    return collect(page, async (after) => (isThere && (after?.[0] ?? '') < customer ? [{ key: [customer], result: customer }] : []));
  }
  if (kind.is === 'rooms') {
    return collect(page, async (after, most) => {
      const ids = await kind.idsIn(view.tx, customer, [], after?.[0] ?? '', most);
      const matters = await mattersOfKind(view.tx, kind, customer, ids, (rooms) => view.rooms(customer, rooms));
      return ids.map((id) => {
        const matter = matters.get(id);
        return { key: [id], result: matter !== undefined && counts(matter) ? id : undefined };
      });
    });
  }
  const grant = grantAt(facts, actor, action);
  const bounds = boundsOf(view, actor, action, customer);
  const isManual = actor.organization !== customer && facts.delegations.get(actor.organization)?.manual.has(action) === true;
  if (grant === undefined || bounds === undefined || isManual) return nothing;
  const scopes: Scopes = [grant.atoms, ...(grant.within === null ? [] : [grant.within]), ...bounds];
  return collect(page, async (after, most) =>
    (await kind.idsIn(view.tx, customer, scopes, after?.[0] ?? '', most)).map((id) => ({ key: [id], result: id })),
  );
}

/** Scopes beyond which the asker may not ask about this person; undefined: it may not at all. The same as `mayAsk`, for lists. */
function boundsOf({ asker, authority }: View, actor: ActorFacts, action: PermissionKey, customer: OrganizationId): Scopes | undefined {
  if (!mayAskOf(asker, action)) return undefined;
  if (asker.kind === 'platform') return [];
  if (asker.kind === 'organization') return actor.organization === asker.organization || customer === asker.organization ? [] : undefined;
  return authority && askedScopes(authority, asker.user, actor, customer);
}

type Row<T> = { key: readonly string[]; result: T | undefined };
/** Reads on, row after row, until the page is full of those that count; one more tells whether there is another page. */
async function collect<T>(page: PageWanted, read: (after: readonly string[] | undefined, most: number) => Promise<Row<T>[]>): Promise<Found<T>> {
  const results: T[] = [];
  const most = Math.min(stride, page.limit + 1);
  let after = page.after;
  let end: readonly string[] = page.after ?? [];
  for (;;) {
    const rows = await read(after, most);
    for (const { key, result } of rows) {
      if (result === undefined) continue;
      if (results.length === page.limit) return { results, end };
      results.push(result);
      end = key;
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < most) return { results, end: undefined };
    after = last.key;
  }
}

/** Whose person this is, among those that the asker may know of. */
async function homeOf(tx: TenantTx, asker: AskerKind, user: UserId): Promise<OrganizationId | undefined> {
  if (asker.kind === 'platform') {
    const everybody = await allOrganizations(tx);
    await widenReach(tx, everybody);
    const home = (await findSubjects(tx, everybody, [user])).get(user);
    if (home !== undefined) await widenReach(tx, [home]);
    return home;
  }
  const known = [asker.organization, ...(await partnersOf(tx, [asker.organization]))];
  await widenReach(tx, known);
  return (await findSubjects(tx, known, [user])).get(user);
}

function sidesOf(asker: AskerKind, customer: OrganizationId): Sides {
  if (asker.kind === 'platform' || asker.organization === customer) return { own: true, partners: 'all' };
  return { own: false, partners: { only: asker.organization } };
}

/** The named thing, for `decide`. */
async function matterOf(view: View, { estate }: DecisionNeeds, customer: OrganizationId, { type, id }: Thing): Promise<Matter | undefined> {
  if (!view.facts.has(customer)) return undefined;
  if (type === 'organization') return { customer, kind: 'organization' };
  const kind = estate.kinds.get(type);
  if (kind?.isId(id) !== true) return undefined;
  return (await mattersOfKind(view.tx, kind, customer, [id], (rooms) => view.rooms(customer, rooms))).get(id);
}

const reachOf = (asker: AskerKind, customer: OrganizationId): OrganizationId[] => [asker.kind === 'platform' ? customer : asker.organization];
function customerOf({ type, id, properties }: Thing): OrganizationId | undefined {
  const customer = type === 'organization' ? id : properties?.customer;
  return typeof customer === 'string' && isId('org', customer) ? customer : undefined;
}
