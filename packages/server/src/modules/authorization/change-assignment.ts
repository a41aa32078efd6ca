import type { Member } from '@keyholder/contract';
import type { Call } from '../../kernel/call.ts';
import { type Result, ok, refuse } from '../../kernel/result.ts';
import type { Authority } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { appendAudit } from '../audit/index.ts';
import { type AssignmentRow, findAssignment, replaceAtoms, replaceMembers, updateAssignment } from './assignments.store.ts';
import { type AssignmentInBody, type AssignmentRefusal, beyond, checkNamed, placesOf } from './create-assignment.ts';
import { ledgersOfSide } from './create-role.ts';
import { noteDelegationChanged } from './delegated-access.store.ts';
import { keepPrimaryAdmins } from './last-primary-admin.ts';
import { memberKey } from './member-names.store.ts';
import { type Part, againstChanging } from './role-offers.rules.ts';
import { objectionTo } from './roles.rules.ts';
import type { RoleRow } from './roles.store.ts';
import type { EstateScopes } from './estate-scopes.ts';
import { standingOf } from './standing.ts';

export type AssignmentChange = { [K in keyof AssignmentInBody]?: AssignmentInBody[K] | undefined };
type Refusals = AssignmentRefusal | 'last_primary_admin';

/**
 * Changes an assignment; `members` and `scope` replace the whole list. What is given by it must be the author's to give over
 * all of its scope; taking away is free to whoever could give it (D28, A55). Assigned admins: the partner the members, the
 * customer the scope, which cuts every assignment of that partner at once (D23, D24, D25, D69); somebody stays in effect (D21).
 */
export async function changeAssignment(
  tx: TenantTx,
  call: Call,
  authority: Authority,
  scopes: EstateScopes,
  role: RoleRow,
  before: AssignmentRow,
  body: AssignmentChange,
): Promise<Result<AssignmentRow, Refusals>> {
  const standing = await standingOf(tx, authority, role, before.atoms);
  for (const part of partsOf(body)) {
    const refused = againstChanging(standing, before, role, part);
    if (refused !== undefined) return refuse(refused.code);
  }
  const named = await checkNamed(tx, authority, scopes, role, { members: body.members ?? before.members, scope: body.scope }, before.members);
  if (!named.ok) return named;
  const { members } = named.value;
  const atoms = body.scope === undefined ? before.atoms : named.value.atoms;
  const joined = members.filter((member) => !before.members.some((had) => memberKey(had) === memberKey(member)));
  const gained = atoms.filter((atom) => !before.atoms.includes(atom));
  const given = joined.length > 0 ? atoms : gained;
  const isDelegatedScope = before.builtIn && body.scope !== undefined;
  if (given.length > 0 && !isDelegatedScope && named.value.giver !== 'platform') {
    const giver = body.scope === undefined ? standing : named.value.giver;
    const objection = objectionTo(giver.author, { permissions: role.permissions, atoms: given }, giver.atomsOf);
    if (objection !== undefined) return beyond(objection, placesOf(body.scope ?? [], given));
  }
  return save(tx, call, scopes, role, before, { name: body.name ?? before.name, notify: body.notify ?? before.notify, members, atoms });
}

const partsOf = ({ members, scope, name, notify }: AssignmentChange): Part[] => [
  ...(members === undefined ? [] : (['members'] as const)),
  ...(scope === undefined ? [] : (['scope'] as const)),
  ...(name === undefined && notify === undefined ? [] : (['label'] as const)),
];

type After = { name: string; notify: boolean; members: readonly Member[]; atoms: readonly string[] };

async function save(
  tx: TenantTx,
  call: Call,
  scopes: EstateScopes,
  role: RoleRow,
  before: AssignmentRow,
  after: After,
): Promise<Result<AssignmentRow, 'last_primary_admin'>> {
  if (isSame(before, after)) return ok(before);
  const { customer, id } = before;
  const shownBefore = await shownOf(tx, scopes, customer, before);
  await updateAssignment(tx, before, { name: after.name, notify: after.notify });
  await replaceMembers(tx, customer, id, after.members);
  await replaceAtoms(tx, customer, id, after.atoms);
  const now = await findAssignment(tx, role, role.id, id);
  if (now === undefined) throw new Error(`assignment \`${id}\` vanished while it was changed`);
  const shownNow = await shownOf(tx, scopes, customer, now);
  const changed = (Object.keys(shownNow) as (keyof typeof shownNow)[]).filter(
    // its own keys
    (part) => JSON.stringify(shownBefore[part]) !== JSON.stringify(shownNow[part]),
  );
  const pick = (shown: typeof shownNow) => Object.fromEntries(changed.map((part) => [part, shown[part]]));
  await appendAudit(tx, call, {
    action: 'assignment.modified',
    ...ledgersOfSide(before),
    target: { type: 'assignment', id, name: now.name },
    changes: { before: pick(shownBefore), after: pick(shownNow) },
  });
  if (!before.builtIn || before.partner === null) return ok(now);
  await noteDelegationChanged(tx, { customer, partner: before.partner });
  const kept = await keepPrimaryAdmins(tx, call, { partner: before.partner, customers: [customer] });
  return kept.ok ? ok(now) : kept;
}

function isSame(before: AssignmentRow, after: After): boolean {
  const keysOf = ({ name, notify, members, atoms }: After) => JSON.stringify([name, notify, members.map(memberKey).toSorted(), atoms.toSorted()]);
  return keysOf(before) === keysOf(after);
}

const shownOf = async (tx: TenantTx, scopes: EstateScopes, customer: AssignmentRow['customer'], { name, notify, members, atoms }: AssignmentRow) => ({
  name,
  notify,
  members,
  scope: await scopes.describeScope(tx, customer, atoms),
});
