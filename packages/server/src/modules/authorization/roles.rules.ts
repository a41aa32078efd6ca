import {
  type BuiltInRole,
  type OrganizationId,
  type PermissionKey,
  directoryRoles,
  isPermissionKey,
  lacking,
  permissionsOf,
} from '@keyholder/contract';
import { nameKey } from '../../kernel/name-key.ts';
import type { Fault } from '../../kernel/result.ts';
import type { AtomKey, Grant } from '../../kernel/rights.ts';

/** Whose people hold a role: `partner` null, the customer's own (D27). */
export type Side = { customer: OrganizationId; partner: OrganizationId | null };

/** The built-in roles of each side, as they are listed (D27, D68). */
const ofCustomer: readonly BuiltInRole[] = ['managed-service-admin', 'site-lead', 'site-tech', 'auditor'];
const ofPartner: readonly BuiltInRole[] = ['primary-admin'];
export const builtInsOf = ({ partner }: Side): readonly BuiltInRole[] => (partner === null ? ofCustomer : ofPartner);
/** English names; the portal has its own by key, in three languages. */
export const builtInNames: Readonly<Record<BuiltInRole, string>> = {
  'managed-service-admin': 'Managed Service Administrator',
  'site-lead': 'Site Lead',
  'site-tech': 'Site Tech',
  auditor: 'Auditor',
  'primary-admin': 'Primary Admin',
};
/** Held otherwise than through assignments that people make: in the directory, and through Assigned admins alone (D67, D68). */
const notAssignable = new Set<string>(['managed-service-admin', 'primary-admin']);
export const isAssignable = (role: string): boolean => !notAssignable.has(role);

/** As a role is spoken of: its key reads like its name. */
const spoken = (name: string): string => nameKey(name.normalize('NFKC').replaceAll(/[\p{Pd}_]/gu, ' '));
const builtInSpoken = new Set([...Object.entries(builtInNames).flat(), ...directoryRoles].map(spoken));
/** No custom role is called like a built-in one, nor like one that is held in the directory, by name or by key. */
export const isBuiltInName = (name: string): boolean => builtInSpoken.has(spoken(name));

const withheld: ReadonlySet<PermissionKey> = new Set(['partners.manage']);
const primaryAdminMay: ReadonlySet<PermissionKey> = new Set(permissionsOf('primary-admin'));

/** Why a custom role of this side never holds `key`, whoever makes it; undefined when it may (D26). */
export function neverIn({ partner }: { partner: string | null }, key: string): string | undefined {
  if (!isPermissionKey(key)) return 'is no single permission';
  if (partner !== null) return primaryAdminMay.has(key) ? undefined : 'is not among what a Primary Admin may do';
  return withheld.has(key) ? 'is in no role but Managed Service Administrator' : undefined;
}

/** The faults of a custom role's permissions that nobody could mend by being somebody else: each needs its area's View. */
export function unsoundPermissions(keys: readonly PermissionKey[], at: string): Fault[] {
  const alone = lacking(keys);
  if (alone === undefined) return [];
  return [{ pointer: `${at}/${keys.indexOf(alone)}`, code: 'permission_requires', detail: 'needs the View of its area in the same role' }];
}

/** What an author has at one customer, as far as it bounds what it gives (D28). */
export type Author = {
  grant: (key: PermissionKey) => Grant | undefined;
  /** Global Admin or Managed Service Administrator of the customer: takes back also what it could not give */
  administrates: boolean;
};

/**
 * The permissions that this author may not put into a role, by the rule of the side or because it lacks them.
 *
 * @param had what the role holds already: that is not given now
 */
export function beyondRights(author: Author, side: Pick<Side, 'partner'>, keys: readonly string[], had: readonly string[], at: string): Fault[] {
  return keys.flatMap((key, n): Fault[] => {
    if (had.includes(key)) return [];
    const never = neverIn(side, key);
    const holds = isPermissionKey(key) && author.grant(key) !== undefined;
    if (never === undefined && holds) return [];
    return [{ pointer: `${at}/${n}`, code: 'exceeds_own_rights', detail: never ?? 'is not among your own rights here' }];
  });
}

/** The atoms that a single room has; asked only about rooms that a scope names. */
export type AtomsOf = (room: AtomKey) => readonly AtomKey[];

/**
 * Whether whoever holds `grant` may pass it on over `atom` (D28). Over all rooms it holds: any atom, since the delegated
 * scope cuts both alike (D23). Otherwise the atoms it holds itself, and single rooms that lie in them.
 */
export function reaches({ atoms, within }: Grant, atom: AtomKey, atomsOf: AtomsOf): boolean {
  if (holdsWhole({ atoms, within }) || atoms.includes(atom)) return true;
  if (!atom.startsWith('room:')) return false;
  const has = atomsOf(atom);
  return has.some((one) => atoms.includes(one)) && (within === null || has.some((one) => within.includes(one)));
}

/** All rooms of the customer, or for a partner the whole delegated scope by the atoms that make it up. */
export const holdsWhole = ({ atoms, within }: Pick<Grant, 'atoms' | 'within'>): boolean =>
  atoms.includes('all') || (within !== null && within.length > 0 && within.every((atom) => atoms.includes(atom)));

export type Given = { permissions: readonly PermissionKey[]; atoms: readonly AtomKey[] };

/**
 * Why an author may not give `permissions` over `atoms`, nor change or take back what gives them: it lacks one of them, or
 * holds one, or `roles.modify` itself, over less (D28, A51, A55). `beyond`: which of the atoms, by index.
 */
export function objectionTo(author: Author, { permissions, atoms }: Given, atomsOf: AtomsOf): Objection | undefined {
  const grants = [...new Set<PermissionKey>(['roles.modify', ...permissions])].map(author.grant);
  const held = grants.filter((grant): grant is Grant => grant !== undefined);
  if (held.length < grants.length) return { code: 'exceeds_own_rights' };
  const beyond = atoms.flatMap((atom, n) => (held.every((grant) => reaches(grant, atom, atomsOf)) ? [] : [n]));
  return beyond.length === 0 ? undefined : { code: 'exceeds_scope', beyond };
}
export type Objection = { code: 'exceeds_own_rights' } | { code: 'exceeds_scope'; beyond: readonly number[] };
