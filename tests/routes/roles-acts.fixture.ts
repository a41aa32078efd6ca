import type { Seen } from '../support/composed.ts';
import type { Act } from './act.fixture.ts';
import type { Stage } from './routes.fixture.ts';

type Side = { name: string; assignments: string; by: string; partner: string | undefined; ledgers: readonly string[] };

export const rolesAt = (s: Stage, partner?: string, rest = ''): string =>
  `/customers/${s.id('alpha')}${partner === undefined ? '' : `/partners/${s.id(partner)}`}/roles${rest}`;
const inFrance = { type: 'rule', where: { country: ['FR'] } };
const now = (seen: Seen): { headers: { 'if-match': string } } => ({ headers: { 'if-match': `"${String(seen.at('version'))}"` } });
let made = 0;

/** A new role of this side, made by who may. */
export function newRole(s: Stage, { by, partner }: Pick<Side, 'by' | 'partner'>): Promise<Seen> {
  made += 1;
  return s.ask(by, 'POST', rolesAt(s, partner), { body: { name: `Role ${made}`, permissions: ['rooms.view'] } });
}
export async function newAssignment(s: Stage, side: Pick<Side, 'by' | 'partner'>): Promise<{ seen: Seen; path: string }> {
  const role = String((await newRole(s, side)).at('id'));
  const path = rolesAt(s, side.partner, `/${role}/assignments`);
  const member = { type: 'user', id: s.id(side.partner === undefined ? 'alpha.leaver' : 'gamma.idle') };
  const seen = await s.ask(side.by, 'POST', path, { body: { name: 'New', members: [member], scope: [inFrance] } });
  return { seen, path: `${path}/${String(seen.at('id'))}` };
}

/** Each act upon roles and assignments of one side, each upon a role of its own. */
export function actsOnRoles(side: Side): readonly Act[] {
  const { name, assignments, by, partner, ledgers } = side;
  const act = (operation: string, action: string, run: Act['run']): Act => ({ operation, action, ledgers, run });
  return [
    act(`${name}.create`, 'role.created', (s) => newRole(s, side)),
    act(`${name}.update`, 'role.modified', async (s) => {
      const role = await newRole(s, side);
      const body = { permissions: ['rooms.view', 'tickets.view'] };
      return s.ask(by, 'PATCH', rolesAt(s, partner, `/${String(role.at('id'))}`), { body, ...now(role) });
    }),
    act(`${name}.delete`, 'role.deleted', async (s) => {
      const role = await newRole(s, side);
      return s.ask(by, 'DELETE', rolesAt(s, partner, `/${String(role.at('id'))}`), now(role));
    }),
    act(`${assignments}.create`, 'assignment.created', async (s) => (await newAssignment(s, side)).seen),
    act(`${assignments}.update`, 'assignment.modified', async (s) => {
      const { seen, path } = await newAssignment(s, side);
      return s.ask(by, 'PATCH', path, { body: { notify: false }, ...now(seen) });
    }),
    act(`${assignments}.delete`, 'assignment.deleted', async (s) => {
      const { seen, path } = await newAssignment(s, side);
      return s.ask(by, 'DELETE', path, now(seen));
    }),
  ];
}

const changeControl = (s: Stage): string => `/customers/${s.id('alpha')}/partners/${s.id('gamma')}/change-control`;
export async function setMode(s: Stage, mode: 'auto' | 'manual'): Promise<Seen> {
  const seen = await s.ask('alpha.msa', 'GET', changeControl(s));
  return s.ask('alpha.msa', 'PUT', changeControl(s), { body: { events: { 'roles.modify': mode } }, ...now(seen) });
}
export const addPrimaryAdmin = (s: Stage, alias = 'gamma.idle'): Promise<Seen> =>
  s.ask('gamma.tm', 'POST', `/partners/${s.id('gamma')}/customers/${s.id('alpha')}/primary-admins`, {
    body: { member: { type: 'user', id: s.id(alias) } },
  });

/** As if nobody had been a Primary Admin in effect until now: the act finds that somebody is (D21). */
export async function unattended(s: Stage, act: () => Promise<Seen>): Promise<Seen> {
  await s.asAdmin('update delegations set unattended = true where organization_id = $1 and partner_id = $2', [s.id('alpha'), s.id('gamma')]);
  return act();
}
export async function replacePrimaryAdmins(s: Stage, aliases: readonly string[]): Promise<Seen> {
  const [built] = await s.asAdmin<{ role: string; id: string }>(
    `select role, id from assignments where organization_id = $1 and partner_id = $2 and built_in`,
    [s.id('alpha'), s.id('gamma')],
  );
  const path = rolesAt(s, 'gamma', `/${built?.role}/assignments/${built?.id}`);
  const members = aliases.map((alias) => ({ type: 'user', id: s.id(alias) }));
  return s.ask('gamma.pa', 'PATCH', path, { body: { members }, ...now(await s.ask('gamma.pa', 'GET', path)) });
}
