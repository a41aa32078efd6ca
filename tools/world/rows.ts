/** The tables of a world with the columns that a world fills, in the order in which `Rows.add` takes them. */
export const columns = {
  organizations: ['id', 'name', 'country', 'partner_eligible'],
  domains: ['domain', 'organization_id', 'position', 'verified_at'],
  epochs: ['organization_id'],
  users: ['organization_id', 'id', 'email', 'name'],
  user_roles: ['organization_id', 'user_id', 'role'],
  tenant_managers: ['organization_id', 'member_type', 'member_id'],
  groups: ['organization_id', 'id', 'name'],
  group_members: ['organization_id', 'group_id', 'member_type', 'member_id'],
  roles: ['organization_id', 'id', 'partner_id', 'name', 'permissions'],
  assignments: ['organization_id', 'id', 'partner_id', 'role', 'name', 'built_in'],
  assignment_members: ['organization_id', 'assignment_id', 'member_type', 'member_id'],
  assignment_atoms: ['organization_id', 'assignment_id', 'atom'],
  rules: ['organization_id', 'id', 'shape', 'conditions'],
  delegations: ['organization_id', 'id', 'partner_id', 'change_control', 'terms_version', 'since'],
  room_groups: ['organization_id', 'id', 'name'],
  rooms: ['organization_id', 'id', 'name', 'country', 'city', 'site', 'device', 'ring', 'created_at'],
  room_group_rooms: ['organization_id', 'group_id', 'room_id'],
  room_words: ['organization_id', 'word', 'room_id'],
  room_atoms: ['organization_id', 'atom', 'room_id'],
  room_health: ['organization_id', 'room_id', 'health', 'since', 'reasons', 'last_seen_at'],
  incident_numbers: ['organization_id', 'last'],
  incidents: [
    'organization_id',
    'id',
    'number',
    'room_id',
    'severity',
    'title',
    'signal',
    'detail',
    'state',
    'source',
    'opened_at',
    'closed_at',
    'resolved_at',
  ],
  incident_scope: ['organization_id', 'atom', 'opened_at', 'incident_id', 'state', 'severity'],
} as const;
export type Table = keyof typeof columns;
export const tables = Object.keys(columns) as Table[]; // the keys of the constant above

type Value = string | number | boolean | null;
/** Takes the rows of a world, table by table in any order. */
export type Rows = { add: (table: Table, ...values: readonly Value[]) => void };

/** A row in the text format of COPY. The words of a world hold no tab, line break or backslash. */
export const lineOf = (values: readonly Value[]): string => {
  let line = '';
  for (let n = 0; n < values.length; n += 1) line += (n === 0 ? '' : '\t') + (values[n] === null ? String.raw`\N` : String(values[n]));
  return `${line}\n`;
};

/** A list in the form of a PostgreSQL array; its members need no quotes. */
export const arrayOf = (members: readonly string[]): string => `{${members.join(',')}}`;
