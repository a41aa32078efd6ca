import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { type Generated, root } from './generated.ts';

/** Which branded id stands in a column: by its name, or by the table whose own id it is. */
const byColumn: Readonly<Record<string, string>> = {
  organization_id: 'OrganizationId',
  customer_id: 'OrganizationId',
  partner_id: 'OrganizationId',
  room_id: 'RoomId',
  user_id: 'UserId',
  assignment_id: 'AssignmentId',
  requested_by: 'UserId',
  incident_id: 'IncidentId',
};
const byTable: Readonly<Record<string, string>> = {
  organizations: 'OrganizationId',
  users: 'UserId',
  groups: 'GroupId',
  rooms: 'RoomId',
  room_groups: 'RoomGroupId',
  invitations: 'InvitationId',
  roles: 'RoleId',
  assignments: 'AssignmentId',
  change_requests: 'ChangeRequestId',
  incidents: 'IncidentId',
  incident_comments: 'CommentId',
};
const groupOf: Readonly<Record<string, string>> = { group_members: 'GroupId', room_group_rooms: 'RoomGroupId' };

/** The table types of the server, from a migrated database. */
export async function generateDatabaseTypes(adminUrl: string): Promise<Generated> {
  const columns = await brandedColumns(adminUrl);
  const imports = Object.fromEntries(
    [...new Set([...Object.values(byColumn), ...Object.values(byTable)])].map((name) => [name, `@keyholder/contract#${name}`]),
  );
  const folder = mkdtempSync(join(tmpdir(), 'keyholder-types-'));
  const file = join(folder, 'database.ts');
  try {
    await promisify(execFile)(
      process.execPath,
      [
        fileURLToPath(new URL('node_modules/kysely-codegen/dist/cli/bin.js', root)),
        '--url',
        adminUrl,
        '--dialect',
        'postgres',
        '--out-file',
        file,
        '--include-pattern',
        '(public|platform).*',
        '--exclude-pattern',
        '*.migrations',
        '--type-mapping',
        '{"int8":"number"}',
        '--overrides',
        JSON.stringify({ columns }),
        '--custom-imports',
        JSON.stringify(imports),
      ],
      { cwd: fileURLToPath(root) },
    );
    return { path: 'packages/server/src/generated/database.ts', text: readFileSync(file, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Columns that hold the id of one kind of object, with the type of that id. */
async function brandedColumns(adminUrl: string): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ schema: string; table: string; column: string; nullable: boolean }>(
      `select table_schema as schema, table_name as table, column_name as column, is_nullable = 'YES' as nullable
       from information_schema.columns where table_schema in ('public', 'platform')`,
    );
    const columns: Record<string, string> = {};
    for (const { schema, table, column, nullable } of rows) {
      const type = column === 'id' && schema === 'public' ? byTable[table] : column === 'group_id' ? groupOf[table] : byColumn[column];
      if (type !== undefined) columns[`${schema === 'public' ? table : `platform.${table}`}.${column}`] = nullable ? `${type} | null` : type;
    }
    return columns;
  } finally {
    await client.end();
  }
}
