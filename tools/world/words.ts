/** What people, places and rooms of a world are called: words of several scripts, none of which holds a tab or a quote. */
export const firstNames = ['Amara', 'Boris', 'Chloé', 'Dmitri', 'Elena', 'Farid', 'Grace', 'Hiro', 'Ines', 'Jonas', 'Keiko', 'Luc', 'Мария', 'Noor'];
export const lastNames = [
  'Abbott',
  'Berg',
  'Costa',
  'Durand',
  'Eriksen',
  'Fischer',
  'García',
  'Haddad',
  'Иванов',
  'Jansen',
  'Kato',
  'Laurent',
  'Meyer',
];
export const places: readonly { country: string; cities: readonly string[] }[] = [
  { country: 'FR', cities: ['Paris', 'Lyon', 'Marseille', 'Lille'] },
  { country: 'DE', cities: ['Berlin', 'München', 'Hamburg', 'Köln'] },
  { country: 'GB', cities: ['London', 'Leeds', 'Bristol'] },
  { country: 'US', cities: ['Boston', 'Austin', 'Denver', 'Seattle', 'Chicago'] },
  { country: 'BR', cities: ['São Paulo', 'Recife'] },
  { country: 'JP', cities: ['Osaka', 'Kyoto', 'Tokyo'] },
  { country: 'RU', cities: ['Москва', 'Казань'] },
  { country: 'IN', cities: ['Pune', 'Mumbai', 'Delhi'] },
];
export const sites = ['Head Office', 'Campus North', 'Campus South', 'Tower', 'Harbour House', 'Plant 1', 'Plant 2', 'Lab'];
export const roomNames = ['Boardroom', 'Focus', 'Huddle', 'Auditorium', 'Lobby', 'Studio', 'Training', 'Cinema', 'Library', 'Garden', 'Summit'];
export const companies = ['Adatum', 'Contoso', 'Fabrikam', 'Litware', 'Northwind', 'Proseware', 'Tailspin', 'Trey', 'Wingtip', 'Woodgrove'];
/** Signals with the words under which an incident of each is listed. */
export const signals: readonly { signal: string; title: string; severity: 'important' | 'warning' }[] = [
  { signal: 'agent_silent', title: 'The room has fallen silent', severity: 'important' },
  { signal: 'no_camera', title: 'No camera', severity: 'important' },
  { signal: 'no_microphone', title: 'No microphone', severity: 'important' },
  { signal: 'disk_nearly_full', title: 'The disk is nearly full', severity: 'warning' },
  { signal: 'memory_nearly_full', title: 'Memory is nearly full', severity: 'warning' },
];
