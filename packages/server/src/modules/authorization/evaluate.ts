import {
  type Decision as Answer,
  type Evaluation,
  type OrganizationId,
  type PermissionKey,
  type UserId,
  isId,
  isPermissionKey,
} from '@keyholder/contract';
import type { Decision, Matter } from '../../kernel/rights.ts';
import { type Db, inSnapshot } from '../../platform/postgres/in-tenant.ts';
import { type AskerKind, type DecisionNeeds, type View, mayAsk, openView } from './decision-view.ts';
import { decide } from './decide.ts';
import type { ActorFacts } from './facts.ts';
import { mattersOfKind } from './matters.ts';

export type Asker = AskerKind;

/** A question whose words have the form of what they name; whether that exists is another matter. */
type Named = { user: UserId; action: PermissionKey; customer: OrganizationId; type: string; id: string };

const allowed: Answer = { decision: true };
const denied: Answer = { decision: false, context: { code: 'denied' } };
const waits: Answer = { decision: false, context: { code: 'needs_approval' } };

/**
 * AuthZEN 1.0 decisions, all under one snapshot. What is foreign, absent, of an unknown kind or beyond what the asker may ask
 * about is denied with the same bytes; facts that the request brings along are ignored (A88, A89). Nothing is read of
 * customers that are not on the asker's side: what is foreign costs what is absent costs.
 */
export async function evaluate(db: Db, needs: DecisionNeeds, asker: Asker, asked: readonly Evaluation[]): Promise<Answer[]> {
  const named = asked.map((one) => nameOf(needs, one));
  const mentioned = [...new Set(named.flatMap((one) => (one === undefined ? [] : [one.customer])))];
  if (mentioned.length === 0) return asked.map(() => denied);
  return inSnapshot(db, asker.kind === 'platform' ? mentioned : [asker.organization], async (tx) => {
    const view = await openView(tx, needs, asker, mentioned);
    const actors = await view.actors([...new Set(named.flatMap((one) => (one === undefined ? [] : [one.user])))]);
    const matters = await mattersOf(view, needs, named);
    return named.map((one) => (one === undefined ? denied : answerTo(view, actors, matters, one)));
  });
}

function answerTo(view: View, actors: ReadonlyMap<UserId, ActorFacts>, matters: Matters, { user, action, customer, type, id }: Named): Answer {
  const actor = actors.get(user);
  const matter = matters.get(customer)?.get(type)?.get(id);
  const facts = view.facts.get(customer);
  if (actor === undefined || matter === undefined || facts === undefined || !mayAsk(view, actor, action, matter)) return denied;
  return answerOf(decide(facts, actor, action, matter));
}

function answerOf({ outcome }: Decision): Answer {
  if (outcome === 'allow') return allowed;
  return outcome === 'needs_approval' ? waits : denied;
}

function nameOf({ estate }: DecisionNeeds, { subject, action, resource }: Evaluation): Named | undefined {
  const { type, id } = resource;
  const customer = type === 'organization' ? id : resource.properties?.customer;
  if (subject.type !== 'user' || !isId('usr', subject.id) || !isPermissionKey(action.name)) return undefined;
  if (typeof customer !== 'string' || !isId('org', customer)) return undefined;
  if (type !== 'organization' && estate.kinds.get(type)?.isId(id) !== true) return undefined;
  return { user: subject.id, action: action.name, customer, type, id };
}

/** By customer, type and id, each for itself: joined they could be taken for another (A90). */
type Matters = ReadonlyMap<OrganizationId, ReadonlyMap<string, ReadonlyMap<string, Matter>>>;

/** What each resource is to `decide`; every customer and kind is looked up once. */
async function mattersOf(view: View, { estate }: DecisionNeeds, named: readonly (Named | undefined)[]): Promise<Matters> {
  const wanted = new Map<OrganizationId, Map<string, Set<string>>>();
  for (const one of named) {
    if (one === undefined || !view.facts.has(one.customer)) continue;
    let types = wanted.get(one.customer);
    if (types === undefined) wanted.set(one.customer, (types = new Map()));
    const ids = types.get(one.type);
    if (ids === undefined) types.set(one.type, new Set([one.id]));
    else ids.add(one.id);
  }
  const matters = new Map<OrganizationId, Map<string, ReadonlyMap<string, Matter>>>();
  for (const [customer, types] of wanted) {
    const ofCustomer = new Map<string, ReadonlyMap<string, Matter>>();
    for (const [type, ids] of types) {
      const kind = estate.kinds.get(type);
      if (type === 'organization') ofCustomer.set(type, new Map([[customer, { customer, kind: 'organization' }]]));
      else if (kind !== undefined)
        ofCustomer.set(type, await mattersOfKind(view.tx, kind, customer, [...ids], (rooms) => view.rooms(customer, rooms)));
    }
    matters.set(customer, ofCustomer);
  }
  return matters;
}
