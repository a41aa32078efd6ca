// The least that could answer an AuthZEN request: Fastify and one prepared check per decision, without a credential, row
// security or a snapshot. Cerbos, OpenFGA and SpiceDB come as programs of their own and are not to be had from npm.
import Fastify from 'fastify';
import pg from 'pg';

type Asked = { subject: { id: string }; action: { name: string }; resource: { id: string; properties: { customer: string } } };
type Body = Asked & { evaluations?: readonly Asked[] };

const [url = '', port = ''] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: url, max: 16 });
const text = `
  with recursive up(group_id) as (
    select m.group_id from group_members m where m.member_type = 'user' and m.member_id = $2
    union select m.group_id from group_members m join up on m.member_id = up.group_id and m.member_type = 'group')
  select exists (
    select from assignment_members m
    join assignments a on a.organization_id = m.organization_id and a.id = m.assignment_id
    left join roles r on r.organization_id = a.organization_id and r.id = a.role
    join assignment_atoms t on t.organization_id = a.organization_id and t.assignment_id = a.id
    join room_atoms o on o.organization_id = t.organization_id and o.atom = t.atom and o.room_id = $4
    where m.organization_id = $1 and (m.member_id = $2 or m.member_id in (select group_id from up)) and coalesce(r.permissions @> array[$3::text], true)) as decision`;
const check = async ({ subject, action, resource }: Asked): Promise<{ decision: boolean }> => {
  const { rows } = await pool.query<{ decision: boolean }>({
    name: 'check',
    text,
    values: [resource.properties.customer, subject.id, action.name, resource.id],
  });
  return { decision: rows[0]?.decision === true };
};
const app = Fastify({ bodyLimit: 8 * 1024 * 1024 });
app.post<{ Body: Body }>('/access/v1/evaluation', ({ body }) => check(body));
app.post<{ Body: Body }>('/access/v1/evaluations', async ({ body }) => ({ evaluations: await Promise.all((body.evaluations ?? []).map(check)) }));
await app.listen({ host: '127.0.0.1', port: Number(port) });
process.stdout.write('ready\n');
