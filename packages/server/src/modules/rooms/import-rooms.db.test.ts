import type { OrganizationId, RoomGroupId, RoomImport } from '@keyholder/contract';
import Fastify, { type FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { administratorOf, authorityWith, done, givenGroup, givenRooms, instanceKey, somebodyOf } from '../../../../../tests/support/rooms.ts';
import { type Tenants, newOrganization, openTenants, within } from '../../../../../tests/support/tenants.ts';
import type { Authority } from '../../kernel/rights.ts';
import { Limiter } from '../../platform/http/limits.ts';
import { serveRoute } from '../../platform/http/serve-route.ts';
import { AtomCache, insertAssignment } from '../authorization/index.ts';
import { createRing } from './create-ring.ts';
import { roomsRoutes } from './rooms.routes.ts';

let tenants: Tenants;
let app: FastifyInstance;
let fabrikam: OrganizationId;
let author: Authority;

beforeAll(async () => {
  tenants = await openTenants();
  app = Fastify();
  const { actor } = somebodyOf('org_x');
  const doors = {
    db: tenants.db,
    cursorKey: new Uint8Array(32),
    authenticate: async () => ({ ok: true as const, person: { ...actor, organization: author.home } }),
    readAs: () => Promise.reject(new Error('nothing is only read here')),
    authorityOf: async () => author,
    recordRefusal: async () => undefined,
    requestApproval: () => Promise.reject(new Error('nothing waits here')),
    watchAccess: () => Promise.reject(new Error('nothing is rehearsed here')),
  };
  const unlimited = { perMinute: 1e9, burst: 1e9 };
  const byRightsOfNow = () => Promise.reject(new Error('nothing is read later here'));
  for (const route of roomsRoutes({ atoms: new AtomCache({ rooms: 100 }), instanceKey, byRightsOfNow })) {
    if (route.operation.id === 'rooms.import')
      serveRoute(app, doors, { person: new Limiter(unlimited), network: new Limiter(unlimited), decisions: new Limiter(unlimited) }, route);
  }
});
beforeEach(async () => {
  fabrikam = await newOrganization(tenants.db, 'Fabrikam');
  author = administratorOf(fabrikam);
});
afterAll(async () => {
  await app.close();
  await tenants.close();
});

type Refused = { code: string; errors?: { pointer: string; code: string; detail: string }[] };
async function send(payload: string | Buffer, query = '', type = 'text/csv') {
  const answer = await app.inject({
    method: 'POST',
    url: `/api/v1/customers/${fabrikam}/rooms/imports${query}`,
    headers: { 'content-type': type },
    payload,
  });
  return { status: answer.statusCode, body: answer.json<RoomImport & Refused>() };
}
type Row = { name: string; country: string; city: string; site: string; notes: string; device: string; ring: string };
const roomsNow = () =>
  tenants.asAdmin<Row>('select name, country, city, site, notes, device, ring from rooms where organization_id = $1 order by name', [fabrikam]);
const errorsOf = ({ verdicts }: RoomImport) => verdicts.flatMap(({ line, errors }) => errors.map(({ column, code }) => `${line} ${column} ${code}`));

const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();
const encodings: [string, (text: string) => Buffer, string][] = [
  ['UTF-8', (text) => Buffer.from(text), 'UTF-8'],
  ['UTF-8 with its mark', (text) => Buffer.from(`\ufeff${text}`), 'UTF-8'],
  ['UTF-16 LE', (text) => Buffer.from(text, 'utf16le'), 'UTF-16LE'],
  ['UTF-16 LE with its mark', (text) => Buffer.from(`\ufeff${text}`, 'utf16le'), 'UTF-16LE'],
  ['UTF-16 BE', utf16be, 'UTF-16BE'],
  ['UTF-16 BE with its mark', (text) => utf16be(`\ufeff${text}`), 'UTF-16BE'],
];
const delimiters = [';', ',', '\t'];
const lineEnds = ['\n', '\r\n', '\r'];

const isWaiting = async (): Promise<boolean> =>
  (await tenants.asAdmin<{ pid: number }>(`select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`))
    .length > 0;

describe('importing rooms', () => {
  it.each([
    ['room_groups', 'groups'],
    ['update_rings', 'ring'],
  ])('says that it knows no such member of %s when that is deleted while the rooms are made', async (table, column) => {
    const group = await givenGroup(tenants.db, fabrikam, 'Going');
    const ring = await done(tenants.db, [fabrikam], (tx) =>
      createRing(tx, somebodyOf(fabrikam), 'platform', fabrikam, { name: 'Going', order: 3, deferralDays: 1, rolloutDays: 1, testDays: 1 }),
    );
    const gone = table === 'room_groups' ? group : ring;
    const importing = await within(tenants.db, [fabrikam], async (tx) => {
      await sql`delete from ${sql.table(table)} where organization_id = ${fabrikam} and id = ${gone}`.execute(tx);
      const sent = send(`name,country,city,site,${column}\nRoom,FR,Paris,Site,Going`);
      while (!(await isWaiting())) continue;
      return { sent };
    });
    const { status, body } = await importing.sent;
    expect([status, body.created, errorsOf(body)]).toEqual([200, 0, [`2 ${column} unknown_reference`]]);
    expect(await roomsNow()).toEqual([]);
  });

  it('adds a file once when it comes twice at once', async () => {
    const file = ['name,country,city,site', ...Array.from({ length: 300 }, (_, n) => `Room ${n},FR,Paris,Site`)].join('\n');
    const outcomes = await Promise.all([send(file), send(file)]);
    expect(outcomes.map(({ body }) => body.created).sort()).toEqual([0, 300]);
    expect(await roomsNow()).toHaveLength(300);
  });

  const matrix = encodings.flatMap(([called, encode, encoding]) =>
    delimiters.flatMap((delimiter) => lineEnds.map((end) => ({ called, encode, encoding, delimiter, end, shown: JSON.stringify(delimiter + end) }))),
  );
  it.each(matrix)('A115 reads $called with $shown', async ({ encode, encoding, delimiter, end }) => {
    const lines = [
      ['Name', 'COUNTRY', 'city', 'site', 'notes'],
      ['Überraum 4.12', 'DE', 'Köln', 'Nord', `"one${end}two ""quoted""${delimiter} three"`],
      ['Переговорная', 'RU', 'Тверь', 'Юг 💡', ''],
    ];
    const { status, body } = await send(encode(lines.map((cells) => cells.join(delimiter)).join(end) + end));
    expect({ status, ...body, verdicts: undefined }).toEqual({
      status: 200,
      preview: false,
      lines: 2,
      creates: 2,
      failures: 0,
      created: 2,
      encoding,
      delimiter,
      columns: ['name', 'country', 'city', 'site', 'notes'],
      verdicts: undefined,
    });
    expect(body.verdicts).toEqual([
      { line: 2, verdict: 'create', errors: [] },
      { line: 4, verdict: 'create', errors: [] },
    ]);
    const given = { device: 'console', ring: 'general' };
    expect(await roomsNow()).toEqual(
      [
        { name: 'Переговорная', country: 'RU', city: 'Тверь', site: 'Юг 💡', notes: '', ...given },
        { name: 'Überraum 4.12', country: 'DE', city: 'Köln', site: 'Nord', notes: `one\ntwo "quoted"${delimiter} three`, ...given },
      ].sort((one, other) => (one.name < other.name ? -1 : 1)),
    );
  });

  const header = 'name,country,city,site\n';
  const bad = (n: number): string =>
    n === 100 ? 'Bad,fr,Paris,Nord' : n === 500 ? ',FR,Paris,Nord' : n === 900 ? 'Bad,FR,Paris' : `Room ${n},FR,Paris,Nord`;
  const thousand = header + Array.from({ length: 1000 }, (_, n) => bad(n)).join('\n');
  const three = ['102 country invalid_value', '502 name invalid_value', '902  invalid_value'];

  it.each([
    ['reports them and applies nothing', '', 0],
    ['applies the rest where asked to', '?onError=rest', 997],
    ['changes nothing in a preview', '?onError=rest&preview=true', 0],
  ])('D54 with 3 bad lines of 1,000 %s', async (_, query, created) => {
    const { status, body } = await send(thousand, query);
    expect(status).toBe(200);
    expect(body).toMatchObject({ lines: 1000, creates: 997, failures: 3, created });
    expect(errorsOf(body)).toEqual(three);
    expect(body.verdicts.slice(0, 4).map(({ line, verdict }) => `${line} ${verdict}`)).toEqual(['102 error', '502 error', '902 error', '2 create']);
    expect(await roomsNow()).toHaveLength(created);
  });

  it('adds nothing when the same file comes twice, nor when a file names a room twice', async () => {
    const file = `${header}One,FR,Paris,Nord\nTwo,FR,Paris,Nord\nOne,FR,Paris,Ost\nTwo,FR,Lyon,Nord\n`;
    const first = await send(file, '?onError=rest');
    expect(errorsOf(first.body)).toEqual(['5 name already_exists']);
    const second = await send(file, '?onError=rest');
    expect(second.body).toMatchObject({ created: 0, failures: 4 });
    expect(await roomsNow()).toHaveLength(3);
  });

  it('gives every room its key, words, atoms and health, and the import one audit entry with the root over its rows', async () => {
    const group = await givenGroup(tenants.db, fabrikam, 'Boards');
    const { body } = await send(`${header.trim()},groups,ring,device\nOne,FR,Paris,Nord,Boards| Boards |,Executive,BOARD\nTwo,US,Austin,HQ,,,\n`);
    expect(body).toMatchObject({ created: 2 });
    const counted = await tenants.asAdmin(
      `select r.name, r.device, r.ring, (select count(*) from enrolment_keys k where k.room_id = r.id)::int as keys, (select count(*) from room_words w where w.room_id = r.id)::int as words,
      array(select atom from room_atoms t where t.room_id = r.id and atom not like 'room:%' order by atom) as atoms from rooms r where organization_id = $1 order by name`,
      [fabrikam],
    );
    expect(counted).toEqual([
      { name: 'One', device: 'board', ring: 'executive', keys: 1, words: 3, atoms: ['all', `group:${group}`] },
      { name: 'Two', device: 'console', ring: 'general', keys: 1, words: 3, atoms: ['all'] },
    ]);
    const entries = await tenants.asAdmin<{ action: string; changes: Record<string, unknown> }>(
      `select action, changes from audit_entries where organization_id = $1 and action like 'room%s.%'`,
      [fabrikam],
    );
    expect(entries).toEqual([
      {
        action: 'rooms.imported',
        changes: { lines: 2, created: 2, failures: 0, file: expect.stringMatching(/^[\w-]{43}$/), root: expect.stringMatching(/^[\w-]{43}$/) },
      },
    ]);
  });

  const whole: [string, string, string, string[]][] = [
    ['id and customer', 'id;name;country;city;site;customer\n', 'unknown_property', ['/header/0', '/header/5']],
    ['a column twice', 'name;country;city;site;Name\n', 'invalid_value', ['/header/4']],
    ['a column missing', 'name;city\nA;B\n', 'invalid_value', ['/header', '/header']],
    ['nothing', '', 'invalid_value', ['/header']],
    ['an open quote in the first line', '"name;country\n', 'invalid_value', ['/header']],
    [
      'unknown, doubled and missing columns at once',
      'name,name,colour\n',
      'unknown_property',
      ['/header/2', '/header/1', '/header', '/header', '/header'],
    ],
    ['something that is no table', '{ name: A }', 'unknown_property', ['/header/0', '/header', '/header', '/header', '/header']],
  ];
  it.each(whole)('A115 refuses a file with %s as a whole', async (_, file, code, pointers) => {
    const { status, body } = await send(file, '?onError=rest');
    expect({ status, code: body.code, pointers: body.errors?.map(({ pointer }) => pointer) }).toEqual({ status: 422, code, pointers });
  });

  const lines: [string, string | Buffer, string[]][] = [
    [
      'cells of other kinds',
      'name,country,city,site,device,ring\nA,FR,P,N,tv,\nA,XX,P,N,,\nA,FR,P,N,,weekly\nA,FR,,N,,ring_1\n',
      ['2 device invalid_value', '3 country invalid_value', '4 ring unknown_reference', '5 ring unknown_reference', '5 city invalid_value'],
    ],
    [
      'text of an older code page',
      Buffer.concat([Buffer.from(header), Buffer.from('A,FR,M'), Buffer.from([0xfc]), Buffer.from('nchen,N\nB,FR,P,N\n')]),
      ['2 city invalid_value'],
    ],
    ['a zero byte and a line break in a name', `${header}A\u0000,FR,P,N\n"A\nB",FR,P,N\n`, ['2 name invalid_value', '3 name invalid_value']],
    ['quotes out of place', `${header}A"B,FR,P,N\nC,FR,"P"x,N\nD,FR,P,"N\nE,FR,P,N`, ['2 name malformed', '3 city malformed', '4 site malformed']],
    ['groups that are not there', `name,country,city,site,groups\nA,FR,P,N,Nobody\n`, ['2 groups unknown_reference']],
    ['names that are too long', `${header}${'A'.repeat(201)},FR,P,N\n`, ['2 name invalid_value']],
  ];
  it.each(lines)('A115 names line, column and reason for %s', async (_, file, errors) =>
    expect(errorsOf((await send(file, '?onError=rest')).body)).toEqual(errors),
  );

  it('D33 A54 holds for each line, and so does the author’s scope', async () => {
    const litware = await newOrganization(tenants.db, 'Litware');
    const names = await Promise.all(['Delegated', 'Free', 'Unseen'].map((name) => givenGroup(tenants.db, fabrikam, name)));
    const [delegated, free, unseen] = names as [RoomGroupId, RoomGroupId, RoomGroupId];
    await givenRooms(tenants.db, fabrikam, [{ name: 'Beyond', groups: [unseen] }]);
    await within(tenants.db, [fabrikam], (tx) =>
      insertAssignment(tx, {
        customer: fabrikam,
        partner: litware,
        role: 'primary-admin',
        name: 'Assigned admins',
        builtIn: true,
        members: [],
        atoms: [`group:${delegated}`],
      }),
    );
    author = authorityWith(fabrikam, [
      {
        customer: fabrikam,
        atoms: [`group:${delegated}`, `group:${free}`],
        permissions: ['rooms.view', 'rooms.create', 'groups.view', 'groups.modify'],
      },
    ]);
    const file = 'name,country,city,site,groups,ring\nA,FR,P,N,Delegated,\nB,FR,P,N,Free,\nC,FR,P,N,,\nD,FR,P,N,Unseen,\nE,FR,P,N,Free,staging\n';
    const { body } = await send(file, '?onError=rest');
    expect(errorsOf(body)).toEqual(['2 groups would_widen_delegation', '4  exceeds_scope', '5 groups unknown_reference', '6 ring read_only']);
    expect((await roomsNow()).map(({ name }) => name).toSorted()).toEqual(['B', 'Beyond']);
  });

  it('says which of two groups of one name it cannot choose between', async () => {
    await givenGroup(tenants.db, fabrikam, 'Twin');
    await givenGroup(tenants.db, fabrikam, 'Twin');
    expect(errorsOf((await send('name,country,city,site,groups\nA,FR,P,N,Twin\n')).body)).toEqual(['2 groups invalid_value']);
  });

  it('A115 A116 leaves the three columns of failing lines unread wherever they stand, and takes off what was put before a formula', async () => {
    const marked = `line,name,country,city,site,notes,reason,column\n7,A,FR,P,N,"'-1 =>",x,name\n,"'''=B",FR,P,N,'quoted',,\n8,C,fr,P,N,,,\n`;
    const { body } = await send(marked, '?onError=rest');
    expect({ columns: body.columns, errors: errorsOf(body) }).toEqual({
      columns: ['name', 'country', 'city', 'site', 'notes'],
      errors: ['4 country invalid_value'],
    });
    expect((await roomsNow()).map(({ name, notes }) => [name, notes])).toEqual([
      ["''=B", "'quoted'"],
      ['A', '-1 =>'],
    ]);
    await send(`${header}'=D,FR,P,N\n`);
    expect((await roomsNow()).map(({ name }) => name)).toContain("'=D");
  });

  it('A115 stops at 100,000 lines, and has made nothing by then', async () => {
    const { status, body } = await send(
      `name,country,city,site\n${Array.from({ length: 100_001 }, (_, n) => `${n},fr,P,N`).join('\n')}`,
      '?onError=rest',
    );
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'too_many' });
    expect(await roomsNow()).toEqual([]);
  });

  it('takes text/csv only, up to 64 MiB', async () => {
    expect((await send(header, '', 'application/json')).status).toBe(415);
    expect(await send(Buffer.alloc(64 * 1024 * 1024 + 1, 0x61))).toMatchObject({ status: 413, body: { code: 'too_large' } });
  });

  it('keeps what was there', async () => {
    await givenRooms(tenants.db, fabrikam, [{ name: 'Old' }]);
    await send(`${header}New,FR,Paris,Nord\n`);
    expect((await roomsNow()).map(({ name }) => name)).toEqual(['New', 'Old']);
  });
});
