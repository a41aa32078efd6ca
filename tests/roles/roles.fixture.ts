import { type Composed, type Seen, openComposed } from '../support/composed.ts';

const user = (id: string) => ({ type: 'user', id });
const person = (organization: string, id: string, roles: readonly string[] = [], more: object = {}) => ({
  id: `${organization}.${id}`,
  organization,
  email: `${id}@${organization}.example`,
  name: `${id} of ${organization}`,
  roles,
  ...more,
});
const organization = (id: string, more: object = {}) => ({ id, name: `Organization ${id}`, domains: [`${id}.example`], country: 'FR', ...more });
const room = (customer: string, id: string, groups: readonly string[] = [], city = 'Paris') => ({
  id: `${customer}.${id}`,
  customer,
  name: `Room ${id}`,
  country: 'FR',
  city,
  site: 'Site',
  groups: groups.map((group) => `${customer}.${group}`),
});
const looksAfterRoles = ['roles.view', 'roles.modify', 'rooms.view', 'groups.view', 'tickets.view', 'tickets.update'];
const west = { type: 'group', id: 'alpha.west' };

/**
 * Alpha delegates its group west and one room of the group east to gamma, everything to delta; beta delegates to gamma as
 * well. `chief` of alpha and `helper` of gamma look after roles over west alone.
 */
const world = {
  organizations: [
    organization('alpha'),
    organization('beta'),
    organization('gamma', { partnerEligible: true }),
    organization('delta', { partnerEligible: true }),
  ],
  users: [
    person('alpha', 'msa', ['managed-service-admin']),
    person('alpha', 'ga', ['global-admin']),
    person('alpha', 'chief'),
    person('alpha', 'plain'),
    person('alpha', 'auditor'),
    person('beta', 'msa', ['managed-service-admin']),
    person('gamma', 'ga', ['global-admin']),
    person('gamma', 'tm', ['tenant-manager']),
    person('gamma', 'pa'),
    person('gamma', 'second'),
    person('gamma', 'third'),
    person('gamma', 'helper'),
    person('gamma', 'tech'),
    person('gamma', 'disabled', [], { active: false }),
    person('delta', 'pa'),
  ],
  groups: [
    { id: 'alpha.team', organization: 'alpha', name: 'Team', members: [user('alpha.plain')] },
    { id: 'gamma.crew', organization: 'gamma', name: 'Crew', members: [user('gamma.tech')] },
    { id: 'gamma.outer', organization: 'gamma', name: 'Outer', members: [{ type: 'group', id: 'gamma.crew' }] },
    { id: 'gamma.empty', organization: 'gamma', name: 'Empty', members: [] },
    { id: 'gamma.managers', organization: 'gamma', name: 'Managers', members: [user('gamma.tm')] },
  ],
  roomGroups: [
    { id: 'alpha.west', customer: 'alpha', name: 'West' },
    { id: 'alpha.east', customer: 'alpha', name: 'East' },
    { id: 'alpha.hidden', customer: 'alpha', name: 'Hidden' },
    { id: 'beta.group', customer: 'beta', name: 'Of beta' },
  ],
  rooms: [
    room('alpha', 'w1', ['west']),
    room('alpha', 'w2', ['west'], 'Lyon'),
    room('alpha', 'e1', ['east']),
    room('alpha', 'e2', ['east']),
    room('alpha', 'lone', ['hidden']),
    room('beta', 'b1', ['group']),
  ],
  customerRoles: [{ id: 'alpha.chiefs', customer: 'alpha', name: 'Chiefs', permissions: looksAfterRoles }],
  customerAssignments: [
    { customer: 'alpha', role: 'alpha.chiefs', members: [user('alpha.chief')], scope: [west] },
    { customer: 'alpha', role: 'auditor', members: [user('alpha.auditor')], scope: [{ type: 'all' }] },
  ],
  delegations: [
    {
      customer: 'alpha',
      partner: 'gamma',
      scope: [west, { type: 'room', id: 'alpha.e1' }],
      primaryAdmins: [user('gamma.pa'), user('gamma.second')],
      roles: [
        { id: 'gamma.helpers', name: 'Helpers', permissions: looksAfterRoles },
        { id: 'gamma.field', name: 'Field', permissions: ['rooms.view', 'rooms.modify'] },
      ],
      assignments: [
        { role: 'gamma.helpers', members: [user('gamma.helper')], scope: [west] },
        { role: 'gamma.field', members: [{ type: 'group', id: 'gamma.crew' }], scope: [{ type: 'all' }] },
      ],
    },
    { customer: 'alpha', partner: 'delta', scope: [{ type: 'all' }], primaryAdmins: [user('delta.pa')] },
    { customer: 'beta', partner: 'gamma', scope: [{ type: 'all' }], primaryAdmins: [user('gamma.pa')] },
  ],
};

export type Estate = Composed & {
  /** `/customers/alpha/roles`, or those of gamma there, with the rest of the path; roles by alias or key */
  own: (rest?: string) => string;
  ofGamma: (rest?: string) => string;
  /** the only assignment of this role, with the version it has now */
  assigned: (
    path: string,
    by: string,
  ) => Promise<{ path: string; id: string; version: number; seen: Seen; ifMatch: { headers: { 'if-match': string } } }>;
  member: (alias: string) => { type: string; id: string };
  atom: (alias: string) => { type: string; id: string };
  /** whether this person may open that room of alpha now */
  sees: (person: string, room: string) => Promise<boolean>;
};

export async function openEstate(): Promise<Estate> {
  const composed = await openComposed(world);
  const { ask, id } = composed;
  const path = (base: string, rest: string): string => `${base}${rest.replaceAll(/@([\w.]+)/g, (_, alias: string) => id(alias))}`;
  return {
    ...composed,
    own: (rest = '') => path(`/customers/${id('alpha')}/roles`, rest),
    ofGamma: (rest = '') => path(`/customers/${id('alpha')}/partners/${id('gamma')}/roles`, rest),
    assigned: async (role, by) => {
      const listed = await ask(by, 'GET', `${role}/assignments`);
      const at = `${role}/assignments/${String(listed.at('items', 0, 'id'))}`;
      const seen = await ask(by, 'GET', at);
      const version = Number(seen.at('version'));
      return { path: at, id: String(seen.at('id')), version, seen, ifMatch: { headers: { 'if-match': `"${version}"` } } };
    },
    member: (alias) => ({ type: id(alias).startsWith('grp') ? 'group' : 'user', id: id(alias) }),
    atom: (alias) => ({ type: id(alias).startsWith('rgrp') ? 'group' : 'room', id: id(alias) }),
    sees: async (who, where) => (await ask(who, 'GET', `/customers/${id('alpha')}/rooms/${id(where)}`)).status === 200,
  };
}

/** Status, code and the places that the answer points at, in one line. */
export const verdict = (seen: Seen): string => {
  const errors = seen.at('errors');
  const places = Array.isArray(errors) ? errors.map((fault: { pointer?: string }) => fault.pointer ?? '').join(' ') : '';
  return [seen.status, seen.code ?? '', places].join(' ').trim();
};
