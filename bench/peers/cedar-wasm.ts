import * as cedar from '@cedar-policy/cedar-wasm/nodejs';
import type { OrganizationId } from '@keyholder/contract';
import { permissionsOf } from '@keyholder/contract';
import { administrators } from '../../packages/server/src/modules/authorization/administrators.ts';
import type { AssignmentFacts, CustomerFacts } from '../../packages/server/src/modules/authorization/facts.ts';
import type { Peer } from '../check/peer.ts';
import type { Asked, Question } from '../check/sample.ts';

const entity = (type: string, id: string) => ({ type, id });
const named = (type: string, ids: Iterable<string>): string => `[${[...ids].map((id) => `${type}::${JSON.stringify(id)}`).join(', ')}]`;

/** One policy per assignment: a member of it may do these actions on rooms in one of its atoms, and in the delegation's. */
function policyOf(facts: CustomerFacts, held: AssignmentFacts): string {
  const within = held.partner === null ? undefined : facts.delegations.get(held.partner)?.within;
  if (held.partner !== null && within === undefined) return '';
  const over = [`resource in ${named('Atom', held.atoms)}`, ...(within === undefined ? [] : [`resource in ${named('Atom', within)}`])];
  const side = `principal in Side::${JSON.stringify(held.partner ?? facts.customer)}`;
  return `permit (principal, action in ${named('Action', held.permissions)}, resource)
    when { ${side} && principal in ${named('Member', held.members)} && ${over.join(' && ')} };`;
}

/**
 * With the policies of each customer parsed beforehand (`preparsePolicySet`, `statefulIsAuthorized`: "retrieves schemas and
 * policy sets from thread-local cache instead of parsing them on each call"), and only the two entities that matter.
 */
export async function cedarWasm(asked: Asked): Promise<Peer> {
  const column = named('Action', permissionsOf('managed-service-admin'));
  const known = new Set<OrganizationId>();
  for (const facts of asked.customers.values()) {
    const assignments = new Map([...facts.byMember.values()].flat().map((one) => [one.id, one]));
    const permits = [...assignments.values()].filter(({ permissions }) => permissions.size > 0).map((held) => policyOf(facts, held));
    const administrator = `permit (principal in Administrator::${JSON.stringify(facts.customer)}, action in ${column}, resource);`;
    const parsed = cedar.preparsePolicySet(facts.customer, { staticPolicies: [administrator, ...permits].join('\n') });
    if (parsed.type === 'failure') throw new Error(parsed.errors[0]?.message ?? 'Cedar takes none of the policies');
    known.add(facts.customer);
  }
  const parents = new Map(
    [...asked.actors.values()].map((actor) => [
      actor.user,
      [
        entity('Side', actor.organization),
        ...actor.memberKeys.map((key) => entity('Member', key)),
        ...(administrators.some((role) => actor.roles.has(role)) ? [entity('Administrator', actor.organization)] : []),
      ],
    ]),
  );
  const check = ({ customer, user, action, room, atoms }: Question): boolean => {
    const principal = entity('User', user);
    const resource = entity('Room', room);
    const answer = cedar.statefulIsAuthorized({
      principal,
      action: entity('Action', action),
      resource,
      context: {},
      preparsedPolicySetId: customer,
      entities: [
        { uid: principal, attrs: {}, parents: parents.get(user) ?? [] },
        { uid: resource, attrs: {}, parents: atoms.map((atom) => entity('Atom', atom)) },
      ],
    });
    if (answer.type === 'failure') throw new Error(answer.errors[0]?.message ?? 'Cedar answers nothing');
    return answer.response.decision === 'allow';
  };
  return { name: 'Cedar-wasm', note: 'policies of each customer parsed beforehand, statefulIsAuthorized, two entities per question', check };
}
