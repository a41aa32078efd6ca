import type { Seen } from '../support/composed.ts';
import type { Fleet, Token, Which } from './fleet.ts';

const user = (id: string) => ({ type: 'user', id });

/** A customer with a partner whose technician holds one role over one room; two more rooms, of which nothing is taken. */
export const endingsWorld = {
  organizations: [
    { id: 'c', name: 'Customer', domains: ['c.example'], country: 'FR' },
    { id: 'p', name: 'Partner', domains: ['p.example'], country: 'FR', partnerEligible: true },
  ],
  users: [
    { id: 'c.msa', organization: 'c', email: 'msa@c.example', name: 'Administrator', roles: ['managed-service-admin'] },
    { id: 'c.writer', organization: 'c', email: 'writer@c.example', name: 'Writer', roles: ['managed-service-admin'] },
    { id: 'p.msa', organization: 'p', email: 'msa@p.example', name: 'Administrator', roles: ['managed-service-admin'] },
    { id: 'p.pa', organization: 'p', email: 'pa@p.example', name: 'Primary Admin' },
    { id: 'p.victim', organization: 'p', email: 'victim@p.example', name: 'Victim' },
  ],
  rooms: ['taken', 'kept', 'busy'].map((name) => ({
    id: `c.${name}`,
    customer: 'c',
    name: `Room ${name}`,
    country: 'FR',
    city: 'City',
    site: 'Site',
  })),
  delegations: [
    {
      customer: 'c',
      partner: 'p',
      scope: [{ type: 'all' }],
      primaryAdmins: [user('p.pa')],
      roles: [{ id: 'desk', name: 'Desk', permissions: ['rooms.view', 'rooms.modify', 'tickets.view'] }],
      assignments: [
        {
          role: 'desk',
          members: [user('p.victim')],
          scope: [
            { type: 'room', id: 'c.taken' },
            { type: 'room', id: 'c.kept' },
          ],
        },
      ],
    },
  ],
  incidents: [{ id: 'i.taken', room: 'c.taken', severity: 'warning', title: 'Of the taken room' }],
};

/** Where roles and assignments stand after what was ended was made again. */
export type Standing = { role: string; assignment: string };
export type Ending = {
  name: string;
  /** what the victim may not have afterwards: the room, everything of the customer, or any door at all */
  takes: 'room' | 'customer' | 'sign-in';
  /** resolves with the acknowledgement */
  end: (fleet: Fleet, server: Which, standing: Standing, token: Token) => Promise<void>;
  /** gives it back, for the next round */
  restore: (fleet: Fleet, server: Which, standing: Standing) => Promise<void>;
};

function done(what: string, seen: Seen): Seen {
  if (seen.status >= 300) throw new Error(`${what} was answered ${seen.status} ${seen.text.slice(0, 300)}`);
  return seen;
}
const rolesAt = (fleet: Fleet, rest = ''): string => `/customers/${fleet.id('c')}/partners/${fleet.id('p')}/roles${rest}`;
const partnerAt = (fleet: Fleet): string => `/customers/${fleet.id('c')}/partners/${fleet.id('p')}`;
const room = (fleet: Fleet, name: string) => ({ type: 'room', id: fleet.id(`c.${name}`) });

async function patchAssignment(fleet: Fleet, server: Which, person: string, role: string, assignment: string, body: object): Promise<void> {
  const path = rolesAt(fleet, `/${role}/assignments/${assignment}`);
  const version = done(`reading ${path}`, await fleet.ask(server, person, 'GET', path)).at('version');
  done(`patching ${path}`, await fleet.ask(server, person, 'PATCH', path, { body, headers: { 'if-match': `"${String(version)}"` } }));
}

async function makeRole(fleet: Fleet, server: Which, standing: Standing): Promise<void> {
  const permissions = ['rooms.view', 'rooms.modify', 'tickets.view'];
  standing.role = String(
    done('making a role', await fleet.ask(server, 'p.pa', 'POST', rolesAt(fleet), { body: { name: 'Desk', permissions } })).at('id'),
  );
  const body = { name: 'Desk', members: [user(fleet.id('p.victim'))], scope: [room(fleet, 'taken'), room(fleet, 'kept')] };
  const made = await fleet.ask(server, 'p.pa', 'POST', rolesAt(fleet, `/${standing.role}/assignments`), { body });
  standing.assignment = String(done('making an assignment', made).at('id'));
}

async function builtInAssignment(fleet: Fleet): Promise<string> {
  const [found] = await fleet.asAdmin<{ id: string }>(`select id from assignments where organization_id = $1 and partner_id = $2 and built_in`, [
    fleet.id('c'),
    fleet.id('p'),
  ]);
  return found?.id ?? '';
}

async function standAgain(fleet: Fleet, server: Which, standing: Standing): Promise<void> {
  const { version } = JSON.parse((await fleet.ask(server, 'c.msa', 'GET', '/terms')).text);
  await fleet.asAdmin(`update invitations set created_at = created_at - interval '2 days' where organization_id = $1`, [fleet.id('c')]);
  const body = { domain: 'p.example', expiresInDays: 3, scope: [{ type: 'all' }], termsVersion: version };
  const invited = done('inviting', await fleet.ask(server, 'c.msa', 'POST', `/customers/${fleet.id('c')}/invitations`, { body }));
  const path = `/partners/${fleet.id('p')}/invitations/${String(invited.at('id'))}/accept`;
  done('accepting', await fleet.ask(server, 'p.msa', 'POST', path, { body: { primaryAdmins: [user(fleet.id('p.pa'))] } }));
  await makeRole(fleet, server, standing);
}

/** The seven kinds of ending (reliability.md, row 7); a scope ends in two ways, from either side. */
export const endings: readonly Ending[] = [
  {
    name: 'remove partner',
    takes: 'customer',
    end: async (fleet, server) => {
      const rehearsed = done('rehearsing', await fleet.ask(server, 'c.msa', 'DELETE', `${partnerAt(fleet)}?rehearse=true`));
      const headers = { 'keyholder-rehearsal': String(rehearsed.at('rehearsal')) };
      done('removing the partner', await fleet.ask(server, 'c.msa', 'DELETE', partnerAt(fleet), { headers }));
    },
    restore: standAgain,
  },
  {
    name: 'role',
    takes: 'customer',
    end: async (fleet, server, { role }) => {
      const version = done('reading the role', await fleet.ask(server, 'p.pa', 'GET', rolesAt(fleet, `/${role}`))).at('version');
      const deleted = await fleet.ask(server, 'p.pa', 'DELETE', rolesAt(fleet, `/${role}`), { headers: { 'if-match': `"${String(version)}"` } });
      done('deleting the role', deleted);
    },
    restore: makeRole,
  },
  {
    name: 'member',
    takes: 'customer',
    end: (fleet, server, { role, assignment }) => patchAssignment(fleet, server, 'p.pa', role, assignment, { members: [user(fleet.id('p.pa'))] }),
    restore: (fleet, server, { role, assignment }) =>
      patchAssignment(fleet, server, 'p.pa', role, assignment, { members: [user(fleet.id('p.victim'))] }),
  },
  {
    name: 'scope atom',
    takes: 'room',
    end: (fleet, server, { role, assignment }) => patchAssignment(fleet, server, 'p.pa', role, assignment, { scope: [room(fleet, 'kept')] }),
    restore: (fleet, server, { role, assignment }) =>
      patchAssignment(fleet, server, 'p.pa', role, assignment, { scope: [room(fleet, 'kept'), room(fleet, 'taken')] }),
  },
  {
    name: 'scope atom of the delegation',
    takes: 'room',
    end: async (fleet, server) =>
      patchAssignment(fleet, server, 'c.msa', 'primary-admin', await builtInAssignment(fleet), { scope: [room(fleet, 'kept')] }),
    restore: async (fleet, server) =>
      patchAssignment(fleet, server, 'c.msa', 'primary-admin', await builtInAssignment(fleet), { scope: [{ type: 'all' }] }),
  },
  {
    name: 'user disabled',
    takes: 'sign-in',
    end: async (fleet, server) => void done('disabling', await setActive(fleet, server, false)),
    restore: async (fleet, server) => void done('enabling', await setActive(fleet, server, true)),
  },
  {
    name: 'token revoked',
    takes: 'sign-in',
    end: async (fleet, server, _standing, token) =>
      void done('revoking the token', await fleet.askBySession(server, 'p.victim', 'DELETE', `/me/tokens/${token.id}`)),
    restore: async () => undefined,
  },
  {
    name: 'expiry',
    takes: 'sign-in',
    // time is moved, not waited for: the moment at which this commits is the acknowledgement
    end: async (fleet, _server, _standing, token) => void (await fleet.asAdmin('update api_tokens set expires_at = now() where id = $1', [token.id])),
    restore: async () => undefined,
  },
];

async function setActive(fleet: Fleet, server: Which, active: boolean): Promise<Seen> {
  const path = `/organizations/${fleet.id('p')}/users/${fleet.id('p.victim')}`;
  const found = await fleet.asAdmin<{ version: number }>('select version from users where id = $1', [fleet.id('p.victim')]);
  const headers = found[0] === undefined ? {} : { 'if-match': `"${found[0].version}"` };
  return fleet.ask(server, 'p.msa', 'PATCH', path, { body: { active }, headers });
}
