import { type Decision as Answer, type Evaluation, type OrganizationId, type UserId, isId, isPermissionKey } from '@keyholder/contract';
import type { AtomKey, Decision, Matter } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { type Db, inSnapshot, readEpochs, widenReach } from '../../platform/postgres/in-tenant.ts';
import { decide } from './decide.ts';
import { atomsOfRooms, customersOnSideOf, findSubjects, partnersOf } from './evaluate.store.ts';
import type { FactCache } from './fact-cache.ts';

/** Finds the room that something lies in; undefined where it does not exist at that customer. */
export type Locate = (tx: TenantTx, customer: OrganizationId, ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/** Who asks the decision API: a decision client about everybody; a person only about its own side (A88). */
export type Asker = { kind: 'decision-client' } | { kind: 'person'; organization: OrganizationId };

type Named = { subject: UserId; action: string; customer: OrganizationId; type: string; id: string };

const denied: Answer = { decision: false, context: { code: 'denied' } };

/**
 * AuthZEN 1.0 decisions, all under one snapshot. What is foreign, absent, of an unknown kind or outside the asker's side is
 * denied with the same bytes; facts that the request brings along are ignored (A88, A89). Nothing is read of customers that
 * are not on a person's side: what is foreign costs what is absent costs.
 */
export async function evaluate(
  db: Db,
  cache: FactCache,
  locate: ReadonlyMap<string, Locate>,
  asker: Asker,
  asked: readonly Evaluation[],
): Promise<Answer[]> {
  const wanted = asked.map(nameOf);
  const mentioned = [...new Set(wanted.flatMap((one) => (one === undefined ? [] : [one.customer])))];
  if (mentioned.length === 0) return asked.map(() => denied);
  return inSnapshot(db, asker.kind === 'person' ? [asker.organization] : mentioned, async (tx) => {
    const customers = asker.kind === 'person' ? await customersOnSideOf(tx, asker.organization, mentioned) : mentioned;
    if (customers.length === 0) return asked.map(() => denied);
    await widenReach(tx, customers);
    const named = wanted.map((one) => (one !== undefined && customers.includes(one.customer) ? one : undefined));
    const partners = await partnersOf(tx, customers);
    const everybody = [...new Set([...customers, ...partners])];
    await widenReach(tx, everybody);
    const epochs = await readEpochs(tx, everybody);
    const facts = await cache.customers(tx, new Map([...epochs].filter(([id]) => customers.includes(id))));
    const homes = await findSubjects(tx, everybody, [...new Set(named.flatMap((one) => (one === undefined ? [] : [one.subject])))]);
    const matters = await mattersOf(tx, locate, named);
    const answers: Answer[] = [];
    for (const one of named) {
      const home = one === undefined ? undefined : homes.get(one.subject);
      const matter = one === undefined ? undefined : matters.get(keyOf(one));
      const at = one === undefined ? undefined : facts.get(one.customer);
      if (
        one === undefined ||
        home === undefined ||
        matter === undefined ||
        at === undefined ||
        !isPermissionKey(one.action) ||
        !mayAsk(asker, home, one.customer)
      ) {
        answers.push(denied);
        continue;
      }
      const actor = await cache.actor(tx, home, one.subject, epochs.get(home) ?? 0);
      answers.push(answerOf(decide(at, actor, one.action, matter)));
    }
    return answers;
  });
}

function answerOf(decision: Decision): Answer {
  if (decision.outcome === 'allow') return { decision: true };
  return decision.outcome === 'needs_approval' ? { decision: false, context: { code: 'needs_approval' } } : denied;
}

/** A person asks about its own organization's people, and about everybody who may touch its own organization. */
const mayAsk = (asker: Asker, home: OrganizationId, customer: OrganizationId): boolean =>
  asker.kind === 'decision-client' || home === asker.organization || customer === asker.organization;

function nameOf({ subject, action, resource }: Evaluation): Named | undefined {
  const customer = resource.type === 'organization' ? resource.id : resource.properties?.customer;
  if (subject.type !== 'user' || !isId('usr', subject.id) || customer === undefined || !isId('org', customer) || !anyId.test(resource.id))
    return undefined;
  return { subject: subject.id, action: action.name, customer, type: resource.type, id: resource.id };
}

/** The form of every id: text of another form names nothing (A90). */
const anyId = /^[a-z]+_[0-9a-z]{1,40}$/;
const keyOf = (one: Named): string => JSON.stringify([one.customer, one.type, one.id]);

/** What each resource is to `decide`: its organization, or the atoms of its room. */
async function mattersOf(tx: TenantTx, locate: ReadonlyMap<string, Locate>, named: readonly (Named | undefined)[]): Promise<Map<string, Matter>> {
  const matters = new Map<string, Matter>();
  const wanted = named.filter((one): one is Named => one !== undefined);
  for (const one of wanted) if (one.type === 'organization') matters.set(keyOf(one), { customer: one.customer, kind: 'organization' });
  for (const [customer, ofCustomer] of Map.groupBy(
    wanted.filter(({ type }) => locate.has(type)),
    (one) => one.customer,
  )) {
    for (const [type, ofType] of Map.groupBy(ofCustomer, (one) => one.type)) {
      const rooms = await locate.get(type)?.(tx, customer, [...new Set(ofType.map(({ id }) => id))]);
      const atoms: ReadonlyMap<string, readonly AtomKey[]> = await atomsOfRooms(tx, customer, [...new Set(rooms?.values() ?? [])]);
      for (const one of ofType) {
        const found = atoms.get(rooms?.get(one.id) ?? '');
        if (found !== undefined) matters.set(keyOf(one), { customer, kind: 'room', atoms: found });
      }
    }
  }
  return matters;
}
