import type { DirectoryRole } from '@keyholder/contract';
import type { World } from './world.schema.ts';

export const demoOrganizations: World['organizations'] = [
  { id: 'fabrikam', name: 'Fabrikam', domains: ['fabrikam.example'], country: 'US' },
  { id: 'northwind', name: 'Northwind', domains: ['northwind.example'], country: 'GB' },
  { id: 'tailspin', name: 'Tailspin', domains: ['tailspin.example'], country: 'JP' },
  { id: 'contoso', name: 'Contoso', domains: ['contoso.example', 'contoso-services.example'], country: 'US', partnerEligible: true },
  { id: 'litware', name: 'Litware', domains: ['litware.example'], country: 'FR', partnerEligible: true },
  { id: 'proseware', name: 'Proseware', domains: ['proseware.example'], country: 'CA' },
  { id: 'platform', name: 'Platform', domains: ['platform.example'], country: 'IE', operator: true },
];

type Line = readonly [name: string, roles?: readonly DirectoryRole[], language?: 'fr' | 'ru'];
const people: Readonly<Record<string, readonly Line[]>> = {
  fabrikam: [
    ['Ingrid Halvorsen', ['global-admin']],
    ['Amara Okonjo', ['managed-service-admin']],
    ['Lucien Moreau', ['managed-service-admin'], 'fr'],
    ['Dexter Quill', ['billing-admin']],
    ['Priya Raman', ['helpdesk-admin']],
    ['Marcus Oyelaran'],
    ['Claire Fontanel', [], 'fr'],
    ['Jonas Brandt'],
    ['Tessa Whitlock'],
    ['Bastien Roche', [], 'fr'],
    ['Katrin Vogel'],
    ['Hollis Arden'],
    ['Noemi Castellan'],
    ['Walt Sorensen'],
  ],
  northwind: [
    ['Eleanor Pryce', ['global-admin']],
    ['Callum Ferris', ['managed-service-admin']],
    ['Sanjay Mehra', ['helpdesk-admin']],
    ['Rosalind Achebe'],
    ['Gareth Pugh'],
    ['Mirela Stan'],
    ['Ottilie Crane', ['billing-admin']],
  ],
  tailspin: [['Haruto Minami', ['global-admin']], ['Yuki Tamura', ['managed-service-admin']], ['Bianca Duarte'], ['Kenji Oda'], ['Louisa Hartigan']],
  contoso: [
    ['Nadia Kessler', ['tenant-manager']],
    ['Theo Lindqvist', ['tenant-manager']],
    ['Rafael Ibarra'],
    ['Mei-Ling Zhou'],
    ['Duncan Abernathy', ['global-admin']],
    ['Farah Haddad', ['managed-service-admin']],
    ['Oskar Nyberg', ['admin-agent']],
    ['Imani Brooks', ['helpdesk-agent']],
    ['Leander Voss', ['sales-agent']],
    ['Sofia Petrakis'],
    ['Arjun Deshmukh'],
    ['Polina Sorokina', [], 'ru'],
    ['Tomasz Wilk'],
    ['Chidi Eze'],
    ['Marguerite Dubois', [], 'fr'],
    ['Elias Thorne'],
    ['Wanjiru Kamau'],
    ['Pavel Hajek'],
  ],
  litware: [
    ['Sabine Laurent', ['tenant-manager']],
    ['Victor Delacroix', ['global-admin']],
    ['Hanna Eriksen', ['managed-service-admin']],
    ['Milos Jovanov', ['admin-agent']],
    ['Agathe Perrin', ['helpdesk-agent']],
    ['Ruben Castellanos', ['sales-agent']],
    ['Isolde Marchand'],
    ['Emeka Nwosu'],
    ['Lena Fischer'],
    ['Dmitri Volkov', [], 'ru'],
    ['Aurelie Simon', [], 'fr'],
    ['Jasper de Wit'],
    ['Odalys Reyes'],
    ['Finn Gallagher'],
  ],
  proseware: [['Beatrix Lowell', ['global-admin']], ['Hugo Tremblay', ['tenant-manager']], ['Anouk Gagnon']],
  platform: [['Petra Nyström', ['operator']]],
};

/** `fabrikam.amara-okonjo`: how the rest of the demo world names its people. */
export const demoUsers: World['users'] = demoOrganizations.flatMap(({ id: organization, domains }) =>
  (people[organization] ?? []).map(([name, roles = [], language]) => {
    const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
    return {
      id: `${organization}.${plain.replaceAll(' ', '-')}`,
      organization,
      email: `${plain.replace(/ .* | /, '.')}@${domains[0]}`,
      name,
      roles: [...roles],
      ...(language === undefined ? {} : { language }),
    };
  }),
);

const user = (id: string) => ({ type: 'user' as const, id });
const group = (id: string) => ({ type: 'group' as const, id });

/** Technicians stand in groups within groups, as directories have them. */
export const demoGroups: World['groups'] = [
  {
    id: 'fabrikam.room-owners',
    organization: 'fabrikam',
    name: 'Room owners',
    members: [user('fabrikam.tessa-whitlock'), user('fabrikam.katrin-vogel'), user('fabrikam.bastien-roche')],
  },
  {
    id: 'northwind.workplace',
    organization: 'northwind',
    name: 'Workplace services',
    members: [user('northwind.gareth-pugh'), user('northwind.mirela-stan')],
  },
  {
    id: 'contoso.americas',
    organization: 'contoso',
    name: 'Technicians Americas',
    members: [user('contoso.sofia-petrakis'), user('contoso.tomasz-wilk')],
  },
  {
    id: 'contoso.europe',
    organization: 'contoso',
    name: 'Technicians Europe',
    members: [user('contoso.polina-sorokina'), user('contoso.marguerite-dubois'), user('contoso.pavel-hajek')],
  },
  { id: 'contoso.asia', organization: 'contoso', name: 'Technicians Asia', members: [user('contoso.arjun-deshmukh'), user('contoso.wanjiru-kamau')] },
  {
    id: 'contoso.technicians',
    organization: 'contoso',
    name: 'All technicians',
    members: [group('contoso.americas'), group('contoso.europe'), group('contoso.asia')],
  },
  { id: 'contoso.leads', organization: 'contoso', name: 'Service leads', members: [user('contoso.chidi-eze')] },
  { id: 'litware.paris', organization: 'litware', name: 'Technicians Paris', members: [user('litware.lena-fischer'), user('litware.aurelie-simon')] },
  { id: 'litware.lyon', organization: 'litware', name: 'Technicians Lyon', members: [user('litware.dmitri-volkov'), user('litware.jasper-de-wit')] },
  { id: 'litware.on-call', organization: 'litware', name: 'On call', members: [user('litware.odalys-reyes'), group('litware.lyon')] },
  { id: 'litware.technicians', organization: 'litware', name: 'All technicians', members: [group('litware.paris'), group('litware.on-call')] },
];
