const user = (id: string) => ({ type: 'user', id });
const person = (organization: string, id: string, roles: readonly string[] = []) => ({
  id: `${organization}.${id}`,
  organization,
  email: `${id}@${organization}.example`,
  name: `${id} of ${organization}`,
  roles,
});
const organization = (id: string, more: object = {}) => ({ id, name: `Organization ${id}`, domains: [`${id}.example`], country: 'FR', ...more });
const room = (customer: string, id: string, country: string, groups: readonly string[] = []) => ({
  id: `${customer}.${id}`,
  customer,
  name: `Room ${id}`,
  country,
  city: 'City',
  site: 'Site',
  groups,
});
const inFrance = { type: 'rule', where: { country: ['FR'] } };

/**
 * Two customers, a partner of the first alone, a stranger, an operator. Gamma holds alpha's French rooms and the group
 * `loaned`; its technician holds a narrow role of its own. Beta is foreign to everybody but its own people.
 */
export const smallWorld = {
  organizations: [
    organization('alpha'),
    organization('beta'),
    organization('gamma', { partnerEligible: true }),
    organization('delta', { partnerEligible: true }),
    organization('ops', { operator: true }),
  ],
  users: [
    person('alpha', 'msa', ['managed-service-admin']),
    person('alpha', 'ga', ['global-admin']),
    person('alpha', 'lead'),
    person('alpha', 'tech'),
    person('alpha', 'auditor'),
    person('alpha', 'plain'),
    person('alpha', 'disabled', ['global-admin']),
    person('alpha', 'revoked', ['global-admin']),
    person('alpha', 'leaver', ['tenant-manager']),
    person('alpha', 'twofold'),
    person('beta', 'msa', ['managed-service-admin']),
    person('beta', 'tm', ['tenant-manager']),
    person('gamma', 'ga', ['global-admin']),
    person('gamma', 'msa', ['managed-service-admin']),
    person('gamma', 'tm', ['tenant-manager']),
    person('gamma', 'pa'),
    person('gamma', 'technician'),
    person('gamma', 'idle'),
    person('delta', 'ga', ['global-admin']),
    person('delta', 'tm', ['tenant-manager']),
    person('ops', 'operator', ['operator']),
  ],
  groups: [
    { id: 'gamma.empty', organization: 'gamma', name: 'Nobody yet', members: [] },
    { id: 'alpha.team', organization: 'alpha', name: 'Team of alpha', members: [user('alpha.leaver')] },
    { id: 'beta.team', organization: 'beta', name: 'Team of beta', members: [user('beta.tm')] },
  ],
  roomGroups: [
    { id: 'alpha.loaned', customer: 'alpha', name: 'Loaned' },
    { id: 'alpha.kept', customer: 'alpha', name: 'Kept' },
    { id: 'alpha.afar', customer: 'alpha', name: 'Afar' },
    { id: 'alpha.mixed', customer: 'alpha', name: 'Mixed' },
    { id: 'beta.group', customer: 'beta', name: 'Of beta' },
  ],
  rooms: [
    room('alpha', 'inside', 'FR', ['alpha.kept', 'alpha.mixed']),
    room('alpha', 'spare', 'FR', ['alpha.loaned']),
    room('alpha', 'outside', 'DE', ['alpha.afar', 'alpha.mixed']),
    room('beta', 'inside', 'FR', ['beta.group']),
  ],
  customerRoles: [
    { id: 'alpha.viewer', customer: 'alpha', name: 'Viewer', permissions: ['rooms.view'] },
    { id: 'alpha.desk', customer: 'alpha', name: 'Desk', permissions: ['rooms.view'] },
    { id: 'beta.desk', customer: 'beta', name: 'Desk', permissions: ['rooms.view'] },
  ],
  customerAssignments: [
    { customer: 'alpha', role: 'alpha.desk', members: [user('alpha.msa')], scope: [inFrance] },
    { customer: 'beta', role: 'beta.desk', members: [user('beta.msa')], scope: [{ type: 'all' }] },
    // sees every room, and leads those in France only
    { customer: 'alpha', role: 'site-lead', members: [user('alpha.twofold')], scope: [inFrance] },
    { customer: 'alpha', role: 'alpha.viewer', members: [user('alpha.twofold')], scope: [{ type: 'all' }] },
    { customer: 'alpha', role: 'site-lead', members: [user('alpha.lead')], scope: [inFrance] },
    { customer: 'alpha', role: 'site-tech', members: [user('alpha.tech')], scope: [inFrance] },
    { customer: 'alpha', role: 'auditor', members: [user('alpha.auditor')], scope: [{ type: 'all' }] },
  ],
  delegations: [
    {
      customer: 'alpha',
      partner: 'gamma',
      scope: [inFrance, { type: 'group', id: 'alpha.loaned' }],
      primaryAdmins: [user('gamma.pa')],
      changeControl: { 'rings.modify': 'manual' },
      roles: [{ id: 'gamma.narrow', name: 'Narrow', permissions: ['rooms.view', 'rooms.modify', 'tickets.view'] }],
      assignments: [{ role: 'gamma.narrow', members: [user('gamma.technician')], scope: [inFrance] }],
    },
  ],
  incidents: [
    { id: 'alpha.incident', room: 'alpha.inside', severity: 'warning', title: 'Inside' },
    { id: 'alpha.incident-outside', room: 'alpha.outside', severity: 'warning', title: 'Outside' },
    { id: 'beta.incident', room: 'beta.inside', severity: 'warning', title: 'Of beta' },
  ],
};
