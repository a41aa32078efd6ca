import type { AssignmentId, InvitationId, OrganizationId } from '@keyholder/contract';
import { sql } from 'kysely';
import type { AtomKey } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';

/** An assignment whose scope names an atom; of Assigned admins the scope is the delegated one (D68). */
export type AtomInAssignment = {
  customer: OrganizationId;
  atom: AtomKey;
  id: AssignmentId;
  role: string;
  roleName: string;
  name: string;
  builtIn: boolean;
  partner: OrganizationId | null;
  partnerName: string | null;
};
/** A pending invitation that offers an atom. */
export type AtomInOffer = { customer: OrganizationId; atom: AtomKey; invitation: InvitationId };

/** What names these atoms in its scope now, at these customers. */
export async function usesOfAtoms(
  tx: TenantTx,
  customers: readonly OrganizationId[],
  atoms: readonly AtomKey[],
): Promise<{ assignments: AtomInAssignment[]; offers: AtomInOffer[] }> {
  if (atoms.length === 0) return { assignments: [], offers: [] };
  const named = sql`t.organization_id = any (${[...customers]}::text[]) and t.atom = any (${[...atoms]}::text[])`;
  const assignments = await sql<AtomInAssignment>`
    select t.organization_id as customer, t.atom, a.id, a.role, coalesce(r.name, a.role) as "roleName", a.name, a.built_in as "builtIn",
      a.partner_id as partner, p.name as "partnerName"
    from assignment_atoms t
    join assignments a on a.organization_id = t.organization_id and a.id = t.assignment_id
    left join roles r on r.organization_id = a.organization_id and r.id = a.role
    left join organizations p on p.id = a.partner_id
    where ${named} order by a.name, a.id`.execute(tx);
  const offers = await sql<AtomInOffer>`
    select t.organization_id as customer, t.atom, t.invitation_id as invitation from offered_atoms t
    where ${named} and t.expires_at > now() order by t.invitation_id`.execute(tx);
  return { assignments: assignments.rows, offers: offers.rows };
}
