import { type Id, type IdPrefix, isId } from '@keyholder/contract';

const user = (id: string) => ({ type: 'user', id });
const person = (organization: string, id: string, roles: readonly string[] = []) => ({
  id: `${organization}.${id}`,
  organization,
  email: `${id}@${organization}.example`,
  name: `${id} of ${organization}`,
  roles,
});
const room = (id: string, country: string, customer = 'alpha', name = `Room ${id}`, groups: readonly string[] = []) => ({
  id,
  customer,
  name,
  country,
  city: 'C',
  site: 'S',
  groups,
});

/** Two customers, a partner of the first with one room of it, and incidents of January 2026. */
export const reportWorld = {
  organizations: ['alpha', 'beta', 'gamma'].map((id) => ({
    id,
    name: `Organization ${id}`,
    domains: [`${id}.example`],
    country: 'FR',
    partnerEligible: id === 'gamma',
  })),
  users: [
    person('alpha', 'msa', ['managed-service-admin']),
    person('alpha', 'tech'),
    person('beta', 'msa', ['managed-service-admin']),
    person('gamma', 'pa'),
  ],
  roomGroups: [{ id: 'big', customer: 'alpha', name: 'Big rooms' }],
  rooms: [
    room('paris', 'FR', 'alpha', 'Room paris', ['big']),
    room('berlin', 'DE', 'alpha', 'Room berlin', ['big']),
    room('lyon', 'DE', 'alpha', '=cmd'),
    room('oslo', 'NO', 'beta'),
  ],
  customerAssignments: [{ customer: 'alpha', role: 'site-tech', members: [user('alpha.tech')], scope: [{ type: 'all' }] }],
  delegations: [
    { customer: 'alpha', partner: 'gamma', scope: [{ type: 'room', id: 'paris' }], primaryAdmins: [user('gamma.pa')], changeControl: {} },
  ],
  incidents: [
    { id: 'before', room: 'berlin', severity: 'warning', title: 'T', openedAt: '2026-01-02T00:00:00Z', closedAt: '2026-01-11T00:00:00Z' },
    { id: 'short', room: 'paris', severity: 'important', title: 'T', openedAt: '2026-01-12T00:00:00Z', closedAt: '2026-01-12T01:00:00Z' },
    { id: 'longer', room: 'paris', severity: 'warning', title: 'T', openedAt: '2026-01-13T00:00:00Z', closedAt: '2026-01-13T02:00:00Z' },
    { id: 'open', room: 'berlin', severity: 'important', title: 'T', openedAt: '2026-01-14T00:00:00Z', closedAt: '2026-01-25T00:00:00Z' },
    { id: 'foreign', room: 'oslo', severity: 'important', title: 'T', openedAt: '2026-01-14T00:00:00Z' },
  ],
};

export function idOf<P extends IdPrefix>(prefix: P, id: string): Id<P> {
  if (!isId(prefix, id)) throw new Error(`not an id of kind \`${prefix}\`: \`${id}\``);
  return id;
}
