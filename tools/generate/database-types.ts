import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Which branded id stands in a column: by its name, or by the table whose own id it is. */
const byColumn: Readonly<Record<string, string>> = {
  organization_id: 'OrganizationId', customer_id: 'OrganizationId', partner_id: 'OrganizationId', room_id: 'RoomId', user_id: 'UserId',
  assignment_id: 'AssignmentId', requested_by: 'UserId',
};
const byTable: Readonly<Record<string, string>> = {
  organizations: 'OrganizationId', users: 'UserId', groups: 'GroupId', rooms: 'RoomId', room_groups: 'RoomGroupId', invitations: 'InvitationId',
  roles: 'RoleId', assignments: 'AssignmentId', change_requests: 'ChangeRequestId', incidents: 'IncidentId',
};
const groupOf: Readonly<Record<string, string>> = { group_members: 'GroupId', room_group_rooms: 'RoomGroupId' };

/** Writes the table types of the server from a migrated database. */
export async function generateDatabaseTypes(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  const columns: Record<string, string> = {};
  try {
    const { rows } = await client.query<{ schema: string; table: string; column: string; nullable: boolean; fallback: boolean }>(
      `select table_schema as schema, table_name as table, column_name as column, is_nullable = 'YES' as nullable, column_default is not null as fallback
       from information_schema.columns where table_schema in ('public', 'platform')`,
    );
    for (const { schema, table, column, nullable } of rows) {
      const type = column === 'id' && schema === 'public' ? byTable[table] : column === 'group_id' ? groupOf[table] : byColumn[column];
      if (type !== undefined) columns[`${schema === 'public' ? table : `platform.${table}`}.${column}`] = nullable ? `${type} | null` : type;
    }
  } finally {
    await client.end();
  }
  const imports = Object.fromEntries([...new Set([...Object.values(byColumn), ...Object.values(byTable)])].map((name) => [name, `@keyholder/contract#${name}`]));
  execFileSync(
    'kysely-codegen',
    [
      '--url', adminUrl, '--dialect', 'postgres', '--out-file', `${root}packages/server/src/generated/database.ts`, '--include-pattern', '(public|platform).*',
      '--exclude-pattern', '*.migrations', '--type-mapping', '{"int8":"number"}', '--overrides', JSON.stringify({ columns }), '--custom-imports', JSON.stringify(imports),
    ],
    { cwd: root, stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, PATH: `${root}node_modules/.bin:${process.env['PATH'] ?? ''}` } },
  );
}
