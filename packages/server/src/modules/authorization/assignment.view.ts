import { type AllowedAction, type Assignment, type Atom, type OrganizationId } from '@keyholder/contract';
import type { Authority, AtomKey } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { addToReach } from '../../platform/postgres/in-tenant.ts';
import { expandMembers } from '../directory/index.ts';
import { readOrganizations } from '../organizations/index.ts';
import type { AssignmentRow } from './assignments.store.ts';
import { groupAtom, roomAtom, ruleAtom, ruleShape } from './atoms.ts';
import { coverageOf, grantsAt } from './coverage.ts';
import { delegatedScopeOf } from './delegated-access.store.ts';
import { memberKey, namedMembers, peopleOfAssignments } from './member-names.store.ts';
import { assignmentOffers } from './role-offers.rules.ts';
import type { RoleRow } from './roles.store.ts';
import { rulesOf } from './rules.store.ts';
import type { EstateScopes } from './estate-scopes.ts';
import { standingOf } from './standing.ts';
import { visibleAtoms } from './visible-atoms.ts';
import { type Counted, roomsOfAssignments, roomsOfAtoms } from './visible-atoms.store.ts';

/** People of one assignment that an answer holds at most. */
const mostPeople = 1000;

export type Reader = { tx: TenantTx; authority: Authority; scopes: EstateScopes };

/** Assignments of one role as this reader may know them, without what only a single one shows. */
export async function listedAssignments(reader: Reader, role: RoleRow, rows: readonly AssignmentRow[]): Promise<Assignment[]> {
  const { tx, authority } = reader;
  const { customer, partner } = role;
  const home = partner ?? customer;
  await addToReach(tx, [home]);
  const ids = rows.map(({ id }) => id);
  const counted = await countedFor(tx, authority, role);
  const rooms = await roomsOfAssignments(tx, counted, ids);
  const people = await peopleOfAssignments(tx, customer, home, ids);
  const names = await namedMembers(
    tx,
    home,
    rows.flatMap(({ members }) => members),
  );
  const visible = await visibleAtoms(tx, authority, customer, [...new Set(rows.flatMap(({ atoms }) => atoms))]);
  const views: Assignment[] = [];
  for (const row of rows) {
    const scope = await reader.scopes.describeScope(
      tx,
      customer,
      row.atoms.filter((atom) => visible.has(atom)),
    );
    const offers = assignmentOffers(await standingOf(tx, authority, role, row.atoms), row, role);
    const { members } = row;
    const memberNames = members.map((member) => {
      const named = names.get(memberKey(member));
      return { ...member, name: named?.name ?? null, state: stateOf(named) };
    });
    const counts = { activePeople: people.get(row.id) ?? 0, rooms: rooms.get(row.id) ?? 0 };
    views.push({ ...plain(row, role), members, memberNames, ...counts, scope, allowedActions: offers });
  }
  return views;
}

/** One assignment with everybody behind it by name (D30), and what the delegated scope leaves of each atom (D23). */
export async function assignmentView(reader: Reader, role: RoleRow, row: AssignmentRow): Promise<Assignment> {
  const { tx, authority } = reader;
  const { customer, partner } = role;
  const [listed] = await listedAssignments(reader, role, [row]);
  if (listed === undefined) throw new Error(`assignment \`${row.id}\` was not listed`);
  const counted = await countedFor(tx, authority, role);
  const keys = await keysOf(tx, customer, listed.scope);
  const byAtom = await roomsOfAtoms(
    tx,
    counted,
    keys.filter((key) => key !== undefined),
  );
  const isCutForReader = partner !== null && authority.home === customer && !row.builtIn;
  const uncut = isCutForReader ? await roomsOfAssignments(tx, { ...counted, within: null }, [row.id]) : undefined;
  return {
    ...listed,
    people: await peopleBehind(tx, partner ?? customer, row),
    roomsByAtom: keys.map((key) => byAtom.get(key ?? '') ?? 0),
    ...(uncut === undefined ? {} : { roomsBeforeCut: uncut.get(row.id) ?? 0 }),
  };
}

/** What is there no more: named, without anybody behind it and without offers. */
export const deletedAssignment = (row: AssignmentRow, role: RoleRow, scope: Atom[]): Assignment => ({
  ...plain(row, role),
  members: row.members,
  memberNames: row.members.map((member) => ({ ...member, name: null, state: 'gone' as const })),
  activePeople: 0,
  scope,
  rooms: 0,
  allowedActions: [] satisfies AllowedAction[],
});

const plain = ({ id, customer, partner, name, builtIn, notify, createdAt, version }: AssignmentRow, role: RoleRow) => ({
  id,
  customer,
  partner,
  role: role.id,
  roleName: role.name,
  name,
  builtIn,
  notify,
  createdAt: createdAt.toISOString(),
  version,
});

const stateOf = (named: { active: boolean } | undefined): 'active' | 'disabled' | 'gone' =>
  named === undefined ? 'gone' : named.active ? 'active' : 'disabled';

async function countedFor(tx: TenantTx, authority: Authority, { customer, partner }: RoleRow): Promise<Counted> {
  const atHome = authority.home === customer;
  return {
    customer,
    within: partner === null ? null : await delegatedScopeOf(tx, customer, partner),
    // at home roles are looked after by their scopes, whatever the reader sees of the rooms; a partner's person counts its own (D22)
    seen: atHome ? { whole: [customer], direct: [], checked: [], within: [] } : coverageOf(grantsAt(authority.grants('rooms.view'), customer)),
  };
}

/** The stored form of each atom; undefined for a rule that is not stored. */
async function keysOf(tx: TenantTx, customer: OrganizationId, scope: readonly Atom[]): Promise<(AtomKey | undefined)[]> {
  const rules = scope.some(({ type }) => type === 'rule') ? await rulesOf(tx, customer) : [];
  const byShape = new Map(rules.map(({ id, where }) => [ruleShape(where), ruleAtom(id)]));
  return scope.map((atom) => {
    if (atom.type === 'rule') return byShape.get(ruleShape(atom.where));
    return atom.type === 'all' ? 'all' : atom.type === 'room' ? roomAtom(atom.id) : groupAtom(atom.id);
  });
}

/** Everybody once, on a shortest way, by name. */
async function peopleBehind(tx: TenantTx, home: OrganizationId, { members }: AssignmentRow): Promise<NonNullable<Assignment['people']>> {
  const behind = (await expandMembers(tx, home, members)).flat();
  const [organization] = await readOrganizations(tx, [home]);
  const nearest = new Map<string, (typeof behind)[number]>();
  for (const person of behind) if ((nearest.get(person.id)?.through.length ?? Infinity) > person.through.length) nearest.set(person.id, person);
  return [...nearest.values()]
    .sort((one, other) => (one.name < other.name || (one.name === other.name && one.id < other.id) ? -1 : 1))
    .slice(0, mostPeople)
    .map(({ id, name, active, through }) => ({
      person: { id, name, organization: { id: home, name: organization?.name ?? home } },
      active,
      through: [...through],
    }));
}
