const user = (id: string) => ({ type: 'user', id });
const person = (organization: string, id: string, roles: readonly string[] = []) => ({
  id: `${organization}.${id}`,
  organization,
  email: `${id}@${organization}.example`,
  name: `${id} of ${organization}`,
  roles,
});
const room = (id: string, country: string) => ({ id, customer: 'alpha', name: `Room ${id}`, country, city: 'City', site: 'Site', groups: [] });
const delegation = (partner: string, scope: object, changeControl = {}) => ({
  customer: 'alpha',
  partner,
  scope: [scope],
  primaryAdmins: [user(`${partner}.pa`)],
  changeControl,
});

/** A customer and two partners that do not know of each other: gamma over the French rooms, delta over all. Delta needs approval. */
export const ticketWorld = {
  organizations: ['alpha', 'gamma', 'delta'].map((id) => ({
    id,
    name: `Organization ${id}`,
    domains: [`${id}.example`],
    country: 'FR',
    partnerEligible: id !== 'alpha',
  })),
  users: [
    person('alpha', 'msa', ['managed-service-admin']),
    person('alpha', 'tech'),
    person('alpha', 'far'),
    person('gamma', 'pa'),
    person('gamma', 'second'),
    person('gamma', 'idle'),
    person('delta', 'pa'),
  ],
  groups: [{ id: 'gamma.desk', organization: 'gamma', name: 'Desk', members: [user('gamma.second')] }],
  rooms: [room('paris', 'FR'), room('berlin', 'DE')],
  customerAssignments: [
    { customer: 'alpha', role: 'site-tech', members: [user('alpha.tech')], scope: [{ type: 'room', id: 'paris' }] },
    { customer: 'alpha', role: 'site-tech', members: [user('alpha.far')], scope: [{ type: 'room', id: 'berlin' }] },
  ],
  delegations: [
    {
      ...delegation('gamma', { type: 'rule', where: { country: ['FR'] } }),
      roles: [{ id: 'gamma.help', name: 'Help desk', permissions: ['tickets.view', 'tickets.update'] }],
      assignments: [{ role: 'gamma.help', members: [{ type: 'group', id: 'gamma.desk' }], scope: [{ type: 'all' }] }],
    },
    delegation('delta', { type: 'all' }, { 'tickets.update': 'manual', 'reports.create_incident': 'manual' }),
  ],
  incidents: [
    { id: 'in-paris', room: 'paris', severity: 'warning', title: 'In Paris' },
    { id: 'in-berlin', room: 'berlin', severity: 'warning', title: 'In Berlin' },
  ],
};
