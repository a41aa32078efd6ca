import type { OrganizationId } from '@keyholder/contract';
import { permissionsOf } from '@keyholder/contract';
import { type Enforcer, newEnforcer, newModelFromString } from 'casbin';
import type { CustomerFacts } from '../../packages/server/src/modules/authorization/facts.ts';
import { administrators } from '../../packages/server/src/modules/authorization/administrators.ts';
import type { Peer } from '../check/peer.ts';
import type { Asked, Question } from '../check/sample.ts';

/** Roles hold, people are in roles; what a role may do, and where, is one function each, so that a customer needs few policies. */
const model = `
[request_definition]
r = sub, obj, act
[policy_definition]
p = sub
[role_definition]
g = _, _
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = may(p.sub, r.act) && g(r.sub, p.sub) && covers(p.sub, r.obj)
`;

/**
 * As its page on performance advises: few policies, permissions given to roles, and an enforcer per customer that holds the
 * policies of that customer alone ("Performance Optimization": model design, sharding). Asked synchronously.
 */
export async function nodeCasbin(asked: Asked): Promise<Peer> {
  const enforcers = new Map<OrganizationId, Enforcer>();
  for (const facts of asked.customers.values()) enforcers.set(facts.customer, await enforcerOf(facts, asked));
  return {
    name: 'node-casbin',
    note: 'enforcer per customer, one policy per assignment, roles by g, scope by a function; enforceSync (Performance Optimization)',
    check: ({ customer, user, action, atoms }) => enforcers.get(customer)?.enforceSync(user, atoms, action) ?? false,
  };
}

async function enforcerOf(facts: CustomerFacts, { actors }: Asked): Promise<Enforcer> {
  const enforcer = await newEnforcer(newModelFromString(model));
  enforcer.enableLog(false);
  const assignments = new Map([...facts.byMember.values()].flat().map((one) => [one.id, one]));
  const column = new Set<string>(permissionsOf('managed-service-admin'));
  const allowed = new Map<string, ReadonlySet<string>>([...assignments.values()].map(({ id, permissions }) => [id, permissions]));
  allowed.set('administrator', column);
  await enforcer.addFunction('may', (role: string, action: string) => allowed.get(role)?.has(action) === true);
  await enforcer.addFunction('covers', (role: string, atoms: Question['atoms']) => {
    const held = assignments.get(role);
    if (held === undefined) return true;
    const within = held.partner === null ? undefined : facts.delegations.get(held.partner)?.within;
    return atoms.some((atom) => held.atoms.has(atom)) && (within === undefined || atoms.some((atom) => within.has(atom)));
  });
  const links: string[][] = [];
  for (const actor of actors.values()) {
    const isHome = actor.organization === facts.customer;
    if (!isHome && !facts.delegations.has(actor.organization)) continue;
    if (isHome && administrators.some((role) => actor.roles.has(role))) links.push([actor.user, 'administrator']);
    else
      for (const key of actor.memberKeys)
        for (const held of facts.byMember.get(key) ?? [])
          if ((held.partner ?? facts.customer) === actor.organization) links.push([actor.user, held.id]);
  }
  await enforcer.addPolicies([['administrator'], ...[...assignments.keys()].map((id) => [id])]);
  const unique = [...new Map(links.map((link) => [JSON.stringify(link), link])).values()];
  if (unique.length > 0) await enforcer.addGroupingPolicies(unique);
  return enforcer;
}
