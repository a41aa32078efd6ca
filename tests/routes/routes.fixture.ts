import type { Route } from '../../packages/server/src/platform/http/route.ts';
import { absentLike, type Composed, openComposed } from '../support/composed.ts';
import { smallWorld } from './small-world.ts';

/** Objects that exist, by the name of the path parameter and whose they are. */
export type Objects = {
  /** alpha's, gamma's: what the people of the matrix may have to do with */
  own: Readonly<Record<string, string>>;
  /** alpha's, but in a room outside every scope that is not `all` */
  outside: Readonly<Record<string, string>>;
  /** beta's, delta's */
  foreign: Readonly<Record<string, string>>;
};
export type Stage = Composed & { objects: Objects; terms: string };

/** The small world with everything in it that a path can name: invitations, a change request, tokens, each own and foreign. */
export async function openStage(planted?: (routes: Route[]) => Route[]): Promise<Stage> {
  const composed = await openComposed(smallWorld, planted);
  const { ask, id, asAdmin, askBySession } = composed;
  const terms = String((await ask('alpha.msa', 'GET', '/terms')).at('version'));
  const invite = async (customer: string, domain: string): Promise<string> => {
    const made = await ask(`${customer}.msa`, 'POST', `/customers/${id(customer)}/invitations`, {
      body: { domain, expiresInDays: 5, scope: [{ type: 'all' }], termsVersion: terms },
    });
    return String(made.at('id'));
  };
  const waiting = await ask('gamma.pa', 'PATCH', `/customers/${id('alpha')}/rooms/${id('alpha.inside')}`, {
    body: { ring: 'staging' },
    headers: { 'if-match': '"1"' },
  });
  await ask('alpha.ga', 'PATCH', `/organizations/${id('alpha')}/users/${id('alpha.disabled')}`, {
    body: { active: false },
    headers: { 'if-match': '"1"' },
  });
  await asAdmin('update api_tokens set revoked_at = now() where user_id = $1', [id('alpha.revoked')]);
  const tokenOf = async (person: string): Promise<string> =>
    (await asAdmin<{ id: string }>('select id from api_tokens where user_id = $1', [id(person)]))[0]?.id ?? '';
  const assignmentOf = async (role: string): Promise<string> =>
    (await asAdmin<{ id: string }>('select id from assignments where role = $1', [role]))[0]?.id ?? '';
  /** A ring of the customer's own, with this room in it: versions stay as they are. */
  const ringWith = async (customer: string, room: string): Promise<string> => {
    const made = await ask(`${customer}.msa`, 'POST', `/customers/${id(customer)}/update-rings`, { body: { name: 'Ring', order: 3 } });
    await asAdmin('update rooms set ring = $1 where id = $2', [made.at('id'), id(room)]);
    return String(made.at('id'));
  };
  const decisionClientOf = async (customer: string): Promise<string> =>
    String(
      (
        await askBySession(`${customer}.msa`, 'POST', `/organizations/${id(customer)}/decision-clients`, { body: { name: 'C', expiresInDays: 9 } })
      ).at('id'),
    );
  const fromAlpha = await invite('alpha', 'delta.example');
  const toGamma = await invite('beta', 'gamma.example');
  const own = {
    customer: id('alpha'),
    partner: id('gamma'),
    organization: id('alpha'),
    room: id('alpha.inside'),
    roomGroup: id('alpha.kept'),
    ring: await ringWith('alpha', 'alpha.inside'),
    incident: id('alpha.incident'),
    user: id('alpha.leaver'),
    group: id('alpha.team'),
    member: id('alpha.leaver'),
    invitation: fromAlpha,
    toPartner: toGamma,
    changeRequest: String(waiting.at('changeRequest', 'id')),
    token: await tokenOf('alpha.msa'),
    decisionClient: await decisionClientOf('alpha'),
    role: id('alpha.desk'),
    assignment: await assignmentOf(id('alpha.desk')),
    partnerRole: id('gamma.narrow'),
    partnerAssignment: await assignmentOf(id('gamma.narrow')),
  };
  const foreign = {
    customer: id('beta'),
    partner: id('delta'),
    organization: id('beta'),
    room: id('beta.inside'),
    roomGroup: id('beta.group'),
    ring: await ringWith('beta', 'beta.inside'),
    incident: id('beta.incident'),
    user: id('beta.msa'),
    group: id('beta.team'),
    member: id('beta.tm'),
    invitation: await invite('beta', 'delta.example'),
    toPartner: fromAlpha,
    token: await tokenOf('beta.msa'),
    decisionClient: await decisionClientOf('beta'),
    role: id('beta.desk'),
    assignment: await assignmentOf(id('beta.desk')),
    partnerRole: id('beta.desk'),
    partnerAssignment: await assignmentOf(id('beta.desk')),
    changeRequest: '',
  };
  const [change] = await asAdmin<{ id: string }>(
    `insert into change_requests select (jsonb_populate_record(c, jsonb_build_object('organization_id', $1::text, 'id', 'chg_' || repeat('7', 26), 'partner_id', $2::text))).* from change_requests c where id = $3 returning id`,
    [foreign.customer, foreign.partner, own.changeRequest],
  );
  return {
    ...composed,
    terms,
    objects: {
      own,
      outside: {
        ...own,
        ring: await ringWith('alpha', 'alpha.outside'),
        room: id('alpha.outside'),
        roomGroup: id('alpha.afar'),
        incident: id('alpha.incident-outside'),
      },
      foreign: { ...foreign, changeRequest: change?.id ?? '' },
    },
  };
}

/** Which objects a request names: `mixed` is the foreign object under the own organization's path. */
export const whoseObjects = ['own', 'outside', 'foreign', 'absent', 'mixed', 'absent-object'] as const;
export type Whose = (typeof whoseObjects)[number];

/** What the objects call a parameter of this path: an invitation to the partner on its side, a role of the partner under it. */
export function kindOf(path: string, name: string): string {
  if (name === 'invitation') return path.startsWith('/partners/') ? 'toPartner' : name;
  const ofPartner = path.includes('/partners/') && (name === 'role' || name === 'assignment');
  return ofPartner ? `partner${name[0]?.toUpperCase()}${name.slice(1)}` : name;
}

/** The path of an operation with the parameters filled in; what an operation on the partner's side calls an invitation is one to the partner. */
export function pathOf({ operation }: Pick<Route, 'operation'>, { own, outside, foreign }: Objects, whose: Whose): string {
  const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const side = names[0] ?? '';
  const last = names.at(-1) ?? '';
  const pick = (name: string): string => {
    if (name === 'memberType') return 'user';
    const kind = kindOf(operation.path, name);
    const from = (objects: Readonly<Record<string, string>>): string => objects[kind] ?? '';
    if (whose === 'own') return from(own);
    if (whose === 'outside') return from(outside);
    if (whose === 'foreign') return name === side && side === 'partner' && last !== 'partner' && last === 'customer' ? from(own) : from(foreign);
    if (whose === 'absent') return absentLike(from(own));
    if (name !== last || name === side) return from(own);
    return whose === 'mixed' ? from(foreign) : absentLike(from(own));
  };
  return `${operation.base === 'api' ? '/api/v1' : ''}${operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => pick(name))}`;
}
export const paramsOf = ({ operation }: Pick<Route, 'operation'>): string[] =>
  [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
