import { type ErrorCode, type OrganizationId, isId } from '@keyholder/contract';
import { type Refusal, type Result, ok, refuse } from '../../kernel/result.ts';
import type { ActionKey, Authority, Decision, Matter } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { Found, Route } from './route.ts';

export type Params = Readonly<Record<string, string>>;

/** What the guard let pass: the object, whose it is, and what was decided about the act. */
export type Passed = {
  found: Found<unknown>;
  customer: OrganizationId | undefined;
  decision: Decision;
  /** the organizations whose rows the act may touch */
  organizations: readonly OrganizationId[];
};

/**
 * The checks that need no body, in the order of api.md: any way at all to hold this right here (403 for people known there,
 * else 404, without a look-up), then the object (404 where it may not even be seen, else 403).
 */
export async function guard(tx: TenantTx, authority: Authority, route: Route, params: Params): Promise<Result<Passed>> {
  const { access } = route;
  const home = authority.home;
  if (access.kind === 'own' || access.kind === 'list') return passList(authority, access, params);
  if (access.kind === 'public' || access.kind === 'credential') throw new Error(`no guard on \`${route.operation.id}\``);
  const named = access.customer(params);
  if (!isId('org', named) || (access.home !== undefined && access.home(params) !== home)) return absent();
  const see = access.kind === 'object' ? access.see : access.action;
  const known = authority.known(named);
  const anyWay = authority.anyWay(access.action, named);
  // who is not known there, but may see this kind of object wherever it concerns the own organization, learns of it only where it is
  if (!anyWay && (known || !authority.anyWay(see, named))) return known ? refuse('forbidden') : absent();
  if (access.kind === 'organization') {
    const decision = authority.decide(access.action, { customer: named, kind: 'organization' });
    if (decision.outcome === 'deny') return known ? refuse(decision.code) : absent();
    const also = (access.also?.(params) ?? []).filter((id): id is OrganizationId => isId('org', id));
    return ok({ found: { object: undefined, also }, customer: named, decision, organizations: [home, named, ...also] });
  }
  if (access.by !== undefined && access.by(params) !== home) return home === named ? refuse('forbidden') : absent();
  const found = await access.object(tx, params, authority);
  if (found === undefined) return absent();
  const matter = matterOf(named, found);
  const decision = authority.decide(access.action, matter);
  if (decision.outcome === 'deny') return authority.decide(see, matter).outcome === 'deny' ? absent() : refuse(decision.code);
  return ok({ found, customer: named, decision, organizations: [home, named, ...(found.also ?? [])] });
}

function passList(authority: Authority, access: Extract<Route['access'], { kind: 'own' | 'list' }>, params: Params): Result<Passed> {
  const named = access.kind === 'list' ? access.customer?.(params) : undefined;
  if (named !== undefined && (!isId('org', named) || !authority.known(named))) return absent();
  const customer = named !== undefined && isId('org', named) ? named : undefined;
  const organizations = customer === undefined ? [authority.home] : [authority.home, customer];
  return ok({ found: { object: undefined }, customer, decision: { outcome: 'allow' }, organizations });
}

/** Further permissions that this body needs; one that is denied refuses the whole, one that waits makes the whole wait (D05). */
export function decideAll(
  authority: Authority,
  customer: OrganizationId,
  found: Found<unknown>,
  first: Decision,
  further: readonly ActionKey[],
): Decision {
  const decisions = [first, ...further.map((action) => authority.decide(action, matterOf(customer, found)))];
  return decisions.find(({ outcome }) => outcome === 'deny') ?? decisions.find(({ outcome }) => outcome === 'needs_approval') ?? { outcome: 'allow' };
}

export function matterOf(customer: OrganizationId, { atoms, rooms, partner }: Found<unknown>): Matter {
  if (rooms !== undefined) return { customer, kind: 'rooms', rooms };
  return atoms === undefined ? { customer, kind: 'organization', partner } : { customer, kind: 'room', atoms };
}

const absent = (): Refusal<'not_found'> => refuse('not_found');

/** Whether a refusal belongs in a ledger: a 403 or a 404 of somebody signed in; never a typing error. */
export const isAuditable = (code: ErrorCode): boolean =>
  [
    'forbidden',
    'not_found',
    'exceeds_own_rights',
    'exceeds_scope',
    'would_widen_delegation',
    'not_an_approver',
    'session_required',
    'requires_global_admin',
  ].includes(code);
