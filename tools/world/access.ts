import { type BuiltInRole, type OrganizationId, type PermissionKey, type RoleId, type UserId } from '@keyholder/contract';
import type { AtomKey } from '../../packages/server/src/kernel/rights.ts';
import { groupAtom, roomAtom, ruleAtom } from '../../packages/server/src/modules/authorization/atoms.ts';
import type { Estate } from './estate.ts';
import { type Staff, daysBefore } from './people.ts';
import type { Random } from './random.ts';
import { type Rows, arrayOf } from './rows.ts';
import { oldReach } from './shape.ts';

const technician: readonly PermissionKey[] = ['rooms.view', 'rooms.modify', 'groups.view', 'tickets.view', 'tickets.update', 'reports.view'];
const watcher: readonly PermissionKey[] = ['rooms.view', 'tickets.view', 'rings.view', 'reports.view'];
const customerRoles: readonly BuiltInRole[] = ['site-lead', 'site-tech', 'auditor'];

/** A scope: of ten, three name groups, three rules, three single rooms, one is all. */
export function scopeOf(random: Random, { rooms, groups, rules }: Estate): AtomKey[] {
  const kind = random.below(10);
  if (kind < 3) return random.some(groups, 1 + random.below(3)).map(groupAtom);
  if (kind < 6) return random.some(rules, 1 + random.below(2)).map(({ id }) => ruleAtom(id));
  if (kind < 9) return random.some(rooms, 1 + random.below(20)).map(({ id }) => roomAtom(id));
  return ['all'];
}

type Side = { customer: OrganizationId; partner: OrganizationId | null };
type Held = { role: string; name: string; builtIn: boolean; groups: readonly string[]; users: readonly UserId[]; atoms: readonly AtomKey[] };

function addAssignment(rows: Rows, random: Random, { customer, partner }: Side, held: Held): void {
  const id = random.id('asg');
  rows.add('assignments', customer, id, partner, held.role, held.name, held.builtIn);
  for (const group of held.groups) rows.add('assignment_members', customer, id, 'group', group);
  for (const user of held.users) rows.add('assignment_members', customer, id, 'user', user);
  for (const atom of held.atoms) rows.add('assignment_atoms', customer, id, atom);
}

function addRole(rows: Rows, random: Random, { customer, partner }: Side, name: string, permissions: readonly PermissionKey[]): RoleId {
  const id = random.id('role');
  rows.add('roles', customer, id, partner, name, arrayOf(permissions));
  return id;
}

/** What a customer's own people hold: built-in roles and one of its own making, six assignments. */
export function addCustomerAccess(rows: Rows, random: Random, estate: Estate, staff: Staff): void {
  const side: Side = { customer: estate.customer, partner: null };
  const own = addRole(rows, random, side, 'Technician', technician);
  for (let n = 0; n < 6; n += 1) {
    const role = n % 2 === 0 ? random.pick(customerRoles) : own;
    const users = random.onceIn(2) ? random.some(staff.users.slice(2), 1) : [];
    const atoms = scopeOf(random, estate);
    addAssignment(rows, random, side, { role, name: `Assignment ${n + 1}`, builtIn: false, groups: random.some(staff.groups, 1), users, atoms });
  }
}

/**
 * A delegation with its Assigned admins, two roles of the partner and three assignments: one as far as the delegation reaches,
 * two anywhere, which it cuts (D23). One delegation in three lets some changes wait for the customer.
 *
 * @param old the technician of the old world, who gets single rooms here
 */
export function addDelegation(rows: Rows, random: Random, estate: Estate, partner: Staff, terms: string, old: UserId | undefined): void {
  const side: Side = { customer: estate.customer, partner: partner.organization };
  const within = old === undefined ? scopeOf(random, estate) : (['all'] satisfies AtomKey[]);
  const manual = random.onceIn(3) ? '{"rooms.modify":"manual","tickets.update":"manual"}' : '{}';
  rows.add('delegations', estate.customer, random.id('dcl'), partner.organization, manual, terms, daysBefore(200));
  const admins: Held = { role: 'primary-admin', name: 'Assigned admins', builtIn: true, groups: [], users: partner.users.slice(0, 2), atoms: within };
  addAssignment(rows, random, side, admins);
  const roles = [addRole(rows, random, side, 'Technician', technician), addRole(rows, random, side, 'Watcher', watcher)];
  for (let n = 0; n < 3; n += 1) {
    const users = random.onceIn(2) ? random.some(partner.users, 1) : [];
    const groups = random.some(partner.groups, 1);
    const atoms = n === 0 ? within : scopeOf(random, estate);
    addAssignment(rows, random, side, { role: roles[n % 2] ?? '', name: `Assignment ${n + 1}`, builtIn: false, groups, users, atoms });
  }
  if (old === undefined) return;
  const atoms = estate.rooms.slice(0, oldReach.rooms).map(({ id }) => roomAtom(id));
  addAssignment(rows, random, side, { role: roles[0] ?? '', name: 'Single rooms', builtIn: false, groups: [], users: [old], atoms });
}
