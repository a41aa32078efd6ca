import type pg from 'pg';

/** Tables of schema public that hold no organization's data: read by exact key only (architecture.md, Database rules 1). */
const platform = new Set(['organizations', 'domains', 'terms', 'migrations']);
/** Rows that the other side of a relationship reads too. */
export const readByPartner = ['change_requests', 'delegations', 'invitations'] as const;
/** May be added to and read, never changed (architecture.md, Audit). */
export const ledgers = ['audit_entries', 'audit_seals'] as const;
/** Foreign keys that begin with no organization, and why. */
const otherKeys = new Set([
  'delegations.partner_id',
  'invitations.partner_id', // the other side is an organization, and organizations are platform rows
  'delegations.terms_version',
  'invitations.terms_version', // terms are the same for everybody
]);

const own = `organization_id = any ((select reach())::text[])`;
const either = `${own} or partner_id = any ((select reach())::text[])`;
/** As PostgreSQL writes a policy back, without the spelling that differs between versions. */
const plain = (expression: string | null): string =>
  (expression ?? '')
    .replaceAll(/[\s()]+/g, '')
    .replaceAll(/as ?reach|::text\[\]/gi, '')
    .toLowerCase();

type Query = <Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]) => Promise<Row[]>;
type Policy = { table: string; command: string; permissive: string; roles: string; using: string | null; check: string | null };

/** What of the schema does not keep organizations apart as it has to; a sentence for each. */
export async function checkRowSecurity(query: Query): Promise<{ tables: string[]; wrong: string[] }> {
  const tables = await query<{ name: string; enabled: boolean; forced: boolean; owned: boolean; view: boolean }>(`
    select c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced, c.relkind in ('v', 'm') as view,
           exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped) as owned
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm') order by 1`);
  const policies = await query<Policy>(`
    select tablename as table, cmd as command, permissive, roles::text, qual as using, with_check as check from pg_policies where schemaname = 'public'`);
  const wrong: string[] = [];
  for (const { name, enabled, forced, owned, view } of tables) {
    if (platform.has(name)) continue;
    if (view) wrong.push(`${name} is a view that no rule knows`);
    if (!owned) wrong.push(`${name} names no organization`);
    if (!enabled || !forced) wrong.push(`${name} does not force row security`);
    wrong.push(
      ...wrongPolicies(
        name,
        policies.filter(({ table }) => table === name),
      ),
    );
  }
  wrong.push(...(await wrongKeys(query)));
  const known = new Set<string>(tables.map(({ name }) => name));
  for (const name of [...readByPartner, ...ledgers]) if (!known.has(name)) wrong.push(`${name} is not there`);
  return { tables: tables.map(({ name }) => name).filter((name) => !platform.has(name)), wrong };
}

function wrongPolicies(table: string, policies: readonly Policy[]): string[] {
  const isLedger = ledgers.some((one) => one === table);
  const seen = readByPartner.some((one) => one === table) ? either : own;
  const prescribed: Record<string, [using: string, check: string]> = {
    SELECT: [seen, ''],
    INSERT: ['', own],
    ...(isLedger ? {} : { UPDATE: [own, own], DELETE: [own, ''] }),
  };
  const wrong: string[] = [];
  for (const [command, [using, check]] of Object.entries(prescribed)) {
    const [policy, ...more] = policies.filter((one) => one.command === command);
    if (policy === undefined) wrong.push(`${table} has no policy for ${command}`);
    else if (more.length > 0) wrong.push(`${table} has two policies for ${command}`);
    else if (plain(policy.using) !== plain(using) || plain(policy.check) !== plain(check))
      wrong.push(`${table} has another policy for ${command}: ${policy.using} / ${policy.check}`);
  }
  for (const { command } of policies) if (!(command in prescribed)) wrong.push(`${table} has a policy for ${command}`);
  return wrong;
}

async function wrongKeys(query: Query): Promise<string[]> {
  const keys = await query<{ table: string; name: string; kind: string; columns: string[] }>(`
    select c.conrelid::regclass::text as table, c.conname as name, c.contype as kind,
           array(select a.attname::text from unnest(c.conkey) with ordinality k (number, at) join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.number order by k.at) as columns
    from pg_constraint c where c.connamespace = 'public'::regnamespace and c.contype in ('p', 'u', 'f')
    union all
    select i.indrelid::regclass::text, i.indexrelid::regclass::text, 'u',
           array(select a.attname::text from unnest(i.indkey::int2[]) with ordinality k (number, at) join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number order by k.at)
    from pg_index i join pg_class t on t.oid = i.indrelid where t.relnamespace = 'public'::regnamespace and i.indisunique and not i.indisprimary`);
  return keys
    .filter(({ table, columns }) => !platform.has(table) && columns[0] !== 'organization_id' && !otherKeys.has(`${table}.${columns[0]}`))
    .map(({ table, name, columns }) => `${table}: the key ${name} begins with ${columns[0]}`);
}
