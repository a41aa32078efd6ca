import { accessPages } from '../pages/access/routes.ts';
import { auditPages } from '../pages/audit/routes.ts';
import { changePages } from '../pages/changes/routes.ts';
import { dashboardPages } from '../pages/dashboard/routes.ts';
import { demoPages } from '../pages/demo/routes.ts';
import { directoryPages } from '../pages/directory/routes.ts';
import { entryPages } from '../pages/entry/routes.ts';
import { roomGroupPages } from '../pages/groups/routes.ts';
import { incidentPages } from '../pages/incidents/routes.ts';
import { mePages } from '../pages/me/routes.ts';
import { partnerPages } from '../pages/partners/routes.ts';
import { reportPages } from '../pages/reports/routes.ts';
import { rolePages } from '../pages/roles/routes.ts';
import { ringPages } from '../pages/rings/routes.ts';
import { roomPages } from '../pages/rooms/routes.ts';
import { settingsPages } from '../pages/settings/routes.ts';
import { tenantPages } from '../pages/tenants/routes.ts';

/** Pages that need no session: sign-in, first set-up, and the inbox of the demo world. */
export const openPages = [...entryPages, ...demoPages];

export const signedInPages = [
  ...dashboardPages,
  ...roomPages,
  ...roomGroupPages,
  ...ringPages,
  ...incidentPages,
  ...changePages,
  ...auditPages,
  ...partnerPages,
  ...tenantPages,
  ...reportPages,
  ...rolePages,
  ...settingsPages,
  ...directoryPages,
  ...accessPages,
  ...mePages,
];
