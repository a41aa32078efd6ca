import type { World } from './world.schema.ts';

const user = (id: string) => ({ type: 'user' as const, id });
const group = (id: string) => ({ type: 'group' as const, id });
const all = { type: 'all' } as const;

export const demoCustomerRoles: World['customerRoles'] = [
  { id: 'fabrikam.front-desk', customer: 'fabrikam', name: 'Front desk', permissions: ['rooms.view', 'tickets.view', 'tickets.update'] },
  { id: 'northwind.reporting', customer: 'northwind', name: 'Reporting', permissions: ['rooms.view', 'reports.view', 'tickets.view'] },
];

export const demoCustomerAssignments: World['customerAssignments'] = [
  { customer: 'fabrikam', role: 'site-lead', members: [user('fabrikam.marcus-oyelaran')], scope: [{ type: 'rule', where: { country: ['US'] } }] },
  { customer: 'fabrikam', role: 'site-lead', members: [user('fabrikam.claire-fontanel')], scope: [{ type: 'rule', where: { country: ['FR'] } }] },
  { customer: 'fabrikam', role: 'site-lead', members: [user('fabrikam.jonas-brandt')], scope: [{ type: 'rule', where: { country: ['DE'] } }] },
  {
    customer: 'fabrikam',
    role: 'site-tech',
    members: [user('fabrikam.hollis-arden')],
    scope: [{ type: 'rule', where: { city: ['Seattle', 'Austin'] } }],
  },
  { customer: 'fabrikam', role: 'site-tech', members: [group('fabrikam.room-owners')], scope: [{ type: 'group', id: 'fabrikam.training' }] },
  { customer: 'fabrikam', role: 'auditor', members: [user('fabrikam.noemi-castellan')], scope: [all] },
  {
    customer: 'fabrikam',
    role: 'fabrikam.front-desk',
    members: [user('fabrikam.walt-sorensen')],
    scope: [{ type: 'rule', where: { site: ['New York Hudson'] } }],
  },
  { customer: 'northwind', role: 'site-lead', members: [user('northwind.rosalind-achebe')], scope: [{ type: 'rule', where: { country: ['GB'] } }] },
  { customer: 'northwind', role: 'site-tech', members: [group('northwind.workplace')], scope: [{ type: 'rule', where: { city: ['London'] } }] },
  { customer: 'northwind', role: 'northwind.reporting', members: [user('northwind.ottilie-crane')], scope: [all] },
  { customer: 'tailspin', role: 'site-lead', members: [user('tailspin.kenji-oda')], scope: [{ type: 'rule', where: { country: ['JP'] } }] },
  {
    customer: 'tailspin',
    role: 'site-tech',
    members: [user('tailspin.bianca-duarte'), user('tailspin.louisa-hartigan')],
    scope: [{ type: 'group', id: 'tailspin.studios' }],
  },
];

const helpDesk = ['rooms.view', 'tickets.view', 'tickets.update'] as const;
const field = ['rooms.view', 'rooms.modify', 'groups.view', 'tickets.view', 'tickets.update', 'reports.view', 'reports.create_incident'] as const;

/** No relationship between Fabrikam and Litware: making one is the first journey. */
export const demoDelegations: World['delegations'] = [
  {
    customer: 'fabrikam',
    partner: 'contoso',
    scope: [
      { type: 'rule', where: { country: ['US'] } },
      { type: 'group', id: 'fabrikam.boardrooms' },
    ],
    primaryAdmins: [user('contoso.rafael-ibarra'), group('contoso.leads')],
    changeControl: { 'rooms.modify': 'manual', 'rings.modify': 'manual', 'remote.run': 'manual' },
    roles: [
      { id: 'fabrikam.contoso.help-desk', name: 'Help desk', permissions: [...helpDesk] },
      { id: 'fabrikam.contoso.field', name: 'Field technician', permissions: [...field] },
    ],
    assignments: [
      { role: 'fabrikam.contoso.help-desk', members: [group('contoso.technicians')], scope: [all] },
      { role: 'fabrikam.contoso.field', members: [group('contoso.americas')], scope: [{ type: 'rule', where: { country: ['US'] } }] },
      // beyond the delegation: only its boardrooms in France and Germany remain (D23)
      { role: 'fabrikam.contoso.field', members: [group('contoso.europe')], scope: [{ type: 'rule', where: { country: ['FR', 'DE'] } }] },
    ],
  },
  {
    customer: 'northwind',
    partner: 'contoso',
    scope: [all],
    primaryAdmins: [user('contoso.mei-ling-zhou')],
    roles: [{ id: 'northwind.contoso.field', name: 'Field technician', permissions: [...field] }],
    assignments: [{ role: 'northwind.contoso.field', members: [group('contoso.europe'), user('contoso.tomasz-wilk')], scope: [all] }],
  },
  {
    customer: 'northwind',
    partner: 'litware',
    scope: [{ type: 'group', id: 'northwind.london' }],
    primaryAdmins: [user('litware.isolde-marchand')],
    changeControl: { 'tickets.update': 'manual' },
    roles: [{ id: 'northwind.litware.help-desk', name: 'Help desk', permissions: [...helpDesk] }],
    assignments: [{ role: 'northwind.litware.help-desk', members: [group('litware.on-call')], scope: [all] }],
  },
  {
    customer: 'tailspin',
    partner: 'contoso',
    scope: [{ type: 'rule', where: { country: ['JP', 'AU'] } }],
    primaryAdmins: [user('contoso.rafael-ibarra'), user('contoso.mei-ling-zhou')],
    changeControl: { 'roles.modify': 'manual' },
    roles: [{ id: 'tailspin.contoso.field', name: 'Field technician', permissions: [...field] }],
    assignments: [{ role: 'tailspin.contoso.field', members: [group('contoso.asia')], scope: [{ type: 'rule', where: { city: ['Tokyo'] } }] }],
  },
];
