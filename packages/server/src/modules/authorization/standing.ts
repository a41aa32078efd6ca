import type { OrganizationId, PermissionKey } from '@keyholder/contract';
import type { Authority, AtomKey, Decision } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { atomsOfRooms } from './evaluate.store.ts';
import { type AtomsOf, type Author, type Side, holdsWhole } from './roles.rules.ts';

/** How a person stands to the roles of one side at one customer. */
export type Standing = {
  author: Author;
  /** about `roles.modify` there, change control included (D36) */
  decision: Decision;
  /** itself one of the Primary Admins: that is more than their permissions (D25, D42) */
  isPrimaryAdmin: boolean;
  /** the roles are those of its own side; else it is the customer that looks at its partner's (D27, D30) */
  own: boolean;
  atomsOf: AtomsOf;
};

/** Who gives: a person as it stands, or the platform, whom rules about who asks do not bind. */
export type Giver = Standing | 'platform';

/** What a person has at one customer (D28). */
export const authorAt = (authority: Authority, customer: OrganizationId): Author => ({
  grant: (key: PermissionKey) => authority.grants(key).find((grant) => grant.customer === customer),
  // in no custom role: who holds it at home is Global Admin or Managed Service Administrator
  administrates:
    authority.partnerAt(customer) === undefined && authority.decide('partners.manage', { customer, kind: 'organization' }).outcome === 'allow',
});

/** @param atoms over which something is given or taken: of the rooms among them it will be asked where they lie */
export async function standingOf(tx: TenantTx, authority: Authority, side: Side, atoms: readonly AtomKey[]): Promise<Standing> {
  const { customer, partner } = side;
  const author = authorAt(authority, customer);
  const reach = author.grant('roles.modify');
  const rooms = reach === undefined || author.administrates ? [] : atoms.filter((atom) => atom.startsWith('room:'));
  const lying =
    reach !== undefined && holdsWhole(reach) && rooms.length === 0
      ? new Map<string, AtomKey[]>()
      : await atomsOfRooms(tx, customer, rooms.map(idOfRoom));
  return {
    author,
    decision: authority.decide('roles.modify', { customer, kind: 'organization', partner: partner ?? undefined }),
    isPrimaryAdmin: authority.rolesAt(customer).includes('primary-admin'),
    own: authority.home === (partner ?? customer),
    atomsOf: (atom) => lying.get(idOfRoom(atom)) ?? [],
  };
}

const idOfRoom = (atom: AtomKey): string => atom.slice('room:'.length);
