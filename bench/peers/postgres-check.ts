import { permissionsOf } from '@keyholder/contract';
import pg from 'pg';
import { isAdministrator } from '../../packages/server/src/modules/authorization/administrators.ts';
import type { Peer } from '../check/peer.ts';
import type { Asked } from '../check/sample.ts';

const primaryAdminMay = permissionsOf('primary-admin');

/** Does one of the assignments that name one of these members hold the permission over one of the room's atoms, and the delegation too? */
const text = `
select exists (
  select from assignment_members m
  join assignments a on a.organization_id = m.organization_id and a.id = m.assignment_id
  left join roles r on r.organization_id = a.organization_id and r.id = a.role
  where m.organization_id = $1 and m.member_type || ':' || m.member_id = any ($2::text[]) and m.member_id = any ($3::text[])
    and a.partner_id is not distinct from $4
    and (r.permissions @> array[$5::text] or (r.id is null and a.role = any ($6::text[])))
    and exists (select from assignment_atoms t join room_atoms o on o.organization_id = t.organization_id and o.atom = t.atom
                where t.organization_id = a.organization_id and t.assignment_id = a.id and o.room_id = $7)
    and ($4::text is null or exists (
      select from delegations d
      join assignments b on b.organization_id = d.organization_id and b.partner_id = d.partner_id and b.built_in
      join assignment_atoms t on t.organization_id = b.organization_id and t.assignment_id = b.id
      join room_atoms o on o.organization_id = t.organization_id and o.atom = t.atom
      where d.organization_id = $1 and d.partner_id = $4 and d.state = 'active' and o.room_id = $7))) as holds`;

/** One prepared statement on one connection over the database's own socket, past row security; groups are resolved beforehand. */
export async function postgresCheck(adminUrl: string, { actors }: Asked): Promise<Peer> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  const holding = (action: string): string[] =>
    (['site-lead', 'site-tech', 'auditor', 'primary-admin'] as const).filter((role) => permissionsOf(role).some((key) => key === action));
  const column = new Set<string>(permissionsOf('managed-service-admin'));
  return {
    name: 'PostgreSQL',
    note: 'one prepared statement, one connection, past row security, group members resolved beforehand',
    check: async ({ customer, user, action, room }) => {
      const actor = actors.get(user);
      if (actor === undefined || !actor.active) return false;
      const isHome = actor.organization === customer;
      if (isHome && isAdministrator(actor)) return column.has(action);
      if (!isHome && !primaryAdminMay.includes(action)) return false;
      const ids = actor.memberKeys.map((key) => key.slice(key.indexOf(':') + 1));
      const values = [customer, actor.memberKeys, ids, isHome ? null : actor.organization, action, holding(action), room];
      const { rows } = await client.query<{ holds: boolean }>({ name: 'check', text, values });
      return rows[0]?.holds === true;
    },
    stop: () => client.end(),
  };
}
