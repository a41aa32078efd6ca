// The least that could answer the same question: Fastify and one query, without guard, row security or anything of ours.
import Fastify from 'fastify';
import pg from 'pg';

const [url = '', port = ''] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: url, max: 16 });
const app = Fastify();
app.get<{ Params: { customer: string; room: string } }>('/customers/:customer/rooms/:room', async (request, reply) => {
  const { rows } = await pool.query({
    name: 'room',
    text: 'select * from rooms where organization_id = $1 and id = $2',
    values: [request.params.customer, request.params.room],
  });
  return reply.send(rows[0]);
});
await app.listen({ host: '127.0.0.1', port: Number(port) });
process.stdout.write('ready\n');
