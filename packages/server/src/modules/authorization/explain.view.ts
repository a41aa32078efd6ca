import { type AccessPath, type NamedAtom, type NearMiss, type OrganizationId, type PersonRef, type RoleRef, isId } from '@keyholder/contract';
import type { AtomKey } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { Estate } from './access-estate.ts';
import { type AssignmentNames, readAssignmentNames } from './access-names.store.ts';
import type { Known, PersonRow } from './access-people.store.ts';
import type { HeldBy, Missed } from './explain.ts';
import type { AssignmentFacts } from './facts.ts';
import { roleRef } from './role-ref.ts';

/** What ids and atoms are called, as far as a page needs it. */
export type Names = {
  assignments: ReadonlyMap<string, AssignmentNames>;
  atoms: ReadonlyMap<AtomKey, NamedAtom>;
};

type Wanted = { customer: OrganizationId; assignments: Iterable<AssignmentFacts>; atoms: Iterable<AtomKey> };

/** Reads every name at once, whatever the number of people and ways. */
export async function readNames(tx: TenantTx, estate: Pick<Estate, 'nameAtoms'>, wanted: Wanted): Promise<Names> {
  const [assignments, atoms] = await Promise.all([
    readAssignmentNames(tx, wanted.customer, [...new Set([...wanted.assignments].map(({ id }) => id))]),
    estate.nameAtoms(tx, wanted.customer, [...new Set(wanted.atoms)]),
  ]);
  return { assignments, atoms };
}

export const roleView = (role: string, names: AssignmentNames | undefined): RoleRef =>
  names === undefined ? { id: role, name: role, builtIn: true } : roleRef(role, names.roleName);

export function assignmentView({ id }: AssignmentFacts, { assignments }: Names): NonNullable<AccessPath['assignment']> {
  if (!isId('asg', id)) throw new Error(`an assignment has the id \`${id}\``);
  return { id, name: assignments.get(id)?.name ?? id };
}

/** What was deleted since holds nothing and has no name: it is left out. */
export const atomsView = (keys: Iterable<AtomKey>, { atoms }: Names): NamedAtom[] => [...keys].flatMap((key) => atoms.get(key) ?? []);

export function pathView(path: HeldBy, person: Known, names: Names): AccessPath {
  if (path.by === 'directory') return { by: 'directory', role: roleView(path.role, undefined), groups: [], atoms: [] };
  const { assignment, member, atoms, delegation } = path;
  return {
    by: 'assignment',
    role: roleView(assignment.role, names.assignments.get(assignment.id)),
    assignment: assignmentView(assignment, names),
    groups: [...person.wayFrom(member)],
    atoms: atomsView(atoms, names),
    ...(delegation === undefined ? {} : { delegation: { partner: organizationOf(person), atoms: atomsView(delegation.atoms, names) } }),
  };
}

export function missedView({ role, assignment, member, missing }: Missed, person: Known, names: Names): NearMiss {
  const shownRole = assignment === undefined ? role && roleView(role, undefined) : roleView(assignment.role, names.assignments.get(assignment.id));
  return {
    ...(shownRole === undefined ? {} : { role: shownRole }),
    ...(assignment === undefined ? {} : { assignment: assignmentView(assignment, names) }),
    groups: member === undefined ? [] : [...person.wayFrom(member)],
    missing: missing.map(({ kind, permission, partner }) => ({
      kind,
      ...(permission === undefined ? {} : { permission }),
      ...(partner === undefined ? {} : { partner: organizationOf(person) }),
    })),
  };
}

/** Of a person's own organization: what a partner lacks or was given is only ever told of its own people. */
const organizationOf = ({ organization, organizationName }: PersonRow): PersonRef['organization'] => ({ id: organization, name: organizationName });
export const personView = (person: PersonRow): PersonRef => ({ id: person.id, name: person.name, organization: organizationOf(person) });

/** The atoms that a page of ways speaks of. */
export const atomsOf = (paths: readonly HeldBy[]): AtomKey[] =>
  paths.flatMap((path) => (path.by === 'directory' ? [] : [...path.atoms, ...(path.delegation?.atoms ?? [])]));
export const assignmentsOfPaths = (paths: readonly (HeldBy | Missed)[]): AssignmentFacts[] =>
  paths.flatMap((path) => ('assignment' in path && path.assignment !== undefined ? [path.assignment] : []));
