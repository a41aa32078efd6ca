import { type Atom, type Member, roleLimits } from '@keyholder/contract';
import type { Call } from '../../kernel/call.ts';
import { type Fault, type Result, ok, refuse, refuseAt } from '../../kernel/result.ts';
import type { Authority, AtomKey } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { appendAudit } from '../audit/index.ts';
import { type AssignmentRow, countAssignments, findAssignment, insertAssignment } from './assignments.store.ts';
import { groupAtom, roomAtom, ruleShape } from './atoms.ts';
import { ledgersOfSide } from './create-role.ts';
import { memberKey, namedMembers } from './member-names.store.ts';
import { againstAssigning } from './role-offers.rules.ts';
import { type Objection, type Side, objectionTo } from './roles.rules.ts';
import type { RoleRow } from './roles.store.ts';
import type { EstateScopes } from './estate-scopes.ts';
import { type Giver, standingOf } from './standing.ts';
import { invisibleIn } from './visible-atoms.ts';

/** Who asks, with its rights here; the platform asks as nobody in particular. */
export type Asker = Authority | 'platform';
export type AssignmentInBody = { name: string; members: readonly Member[]; scope: readonly Atom[]; notify?: boolean | undefined };
export type AssignmentRefusal = 'forbidden' | 'unknown_reference' | 'exceeds_own_rights' | 'exceeds_scope' | 'too_many';

/** Gives a role to people and groups of its side over a scope (D25, D27, D28). The caller holds the exclusive locks. */
export async function createAssignment(
  tx: TenantTx,
  call: Call,
  asker: Asker,
  scopes: EstateScopes,
  role: RoleRow,
  body: AssignmentInBody,
): Promise<Result<AssignmentRow, AssignmentRefusal>> {
  const refused = asker === 'platform' ? undefined : againstAssigning(await standingOf(tx, asker, role, []), role);
  if (refused !== undefined) return refuse(refused.code);
  const named = await checkNamed(tx, asker, scopes, role, body, []);
  if (!named.ok) return named;
  const { members, atoms, giver } = named.value;
  const objection = giver === 'platform' ? undefined : objectionTo(giver.author, { permissions: role.permissions, atoms }, giver.atomsOf);
  if (objection !== undefined) return beyond(objection, placesOf(body.scope, atoms));
  if ((await countAssignments(tx, role, role.id)) >= roleLimits.assignments)
    return refuse('too_many', { detail: `there are ${roleLimits.assignments} assignments of this role already` });

  const { customer, partner } = role;
  const id = await insertAssignment(tx, {
    customer,
    partner,
    role: role.id,
    name: body.name,
    builtIn: false,
    notify: body.notify ?? true,
    members,
    atoms,
  });
  const made = await findAssignment(tx, role, role.id, id);
  if (made === undefined) throw new Error(`assignment \`${id}\` vanished as it was made`);
  const { name, notify } = made;
  await appendAudit(tx, call, {
    action: 'assignment.created',
    ...ledgersOfSide(role),
    target: { type: 'assignment', id, name },
    changes: { after: { role: role.id, name, members, scope: await scopes.describeScope(tx, customer, atoms), notify } },
  });
  return ok(made);
}

type Named = { members: Member[]; atoms: AtomKey[]; giver: Giver };

/**
 * The members and the scope that a body names, each once, ready to be stored: people and groups of the side, rooms and groups
 * that the author can see. Foreign, absent and invisible are refused alike, each at its place (A05, A51).
 *
 * @param kept members that stand in the assignment already: one that was deleted since may stay, it gives nothing
 */
export async function checkNamed(
  tx: TenantTx,
  asker: Asker,
  scopes: EstateScopes,
  side: Side,
  body: { members: readonly Member[]; scope: readonly Atom[] | undefined },
  kept: readonly Member[],
): Promise<Result<Named, 'unknown_reference' | 'too_many'>> {
  const members = [...new Map(body.members.map((member) => [memberKey(member), member])).values()];
  if (members.length > roleLimits.members) return refuseAt('/members', 'too_many', `are more than ${roleLimits.members}`);
  if ((body.scope?.length ?? 0) > roleLimits.atoms) return refuseAt('/scope', 'too_many', `are more than ${roleLimits.atoms}`);
  const there = await namedMembers(tx, side.partner ?? side.customer, members);
  const known = new Set([...there.keys(), ...kept.map(memberKey)]);
  const faults: Fault[] = body.members.flatMap((member, n) =>
    known.has(memberKey(member))
      ? []
      : [{ pointer: `/members/${n}/id`, code: 'unknown_reference' as const, detail: `there is no such ${member.type}` }],
  );
  if (asker !== 'platform' && body.scope !== undefined) faults.push(...(await invisibleIn(tx, asker, side.customer, body.scope, '/scope')));
  if (faults.length > 0) return refuse('unknown_reference', { faults });
  const atoms = body.scope === undefined ? ok([]) : await scopes.checkScope(tx, side.customer, body.scope, '/scope');
  if (!atoms.ok) return atoms;
  return ok({ members, atoms: atoms.value, giver: asker === 'platform' ? asker : await standingOf(tx, asker, side, atoms.value) });
}

/** At which index of the body each stored atom stands first: equal atoms are stored once, rules by ids in the order of the body. */
export function placesOf(scope: readonly Atom[], atoms: readonly AtomKey[]): (atom: number) => number {
  const shapes = [...new Set(scope.flatMap((atom) => (atom.type === 'rule' ? [ruleShape(atom.where)] : [])))];
  const rules = new Map(atoms.filter((atom) => atom.startsWith('rule:')).map((atom, n) => [shapes[n], atom]));
  const keys = scope.map((atom) => {
    if (atom.type === 'rule') return rules.get(ruleShape(atom.where));
    return atom.type === 'all' ? 'all' : atom.type === 'room' ? roomAtom(atom.id) : groupAtom(atom.id);
  });
  return (index) => Math.max(0, keys.indexOf(atoms[index] ?? ''));
}

export const beyond = ({ code, ...objection }: Objection, placeOf: (atom: number) => number) =>
  'beyond' in objection
    ? refuse(code, {
        faults: objection.beyond.map((index) => ({ pointer: `/scope/${placeOf(index)}`, code, detail: 'reaches beyond what is yours to give' })),
      })
    : refuse(code, { detail: 'the role gives more than you have here' });
