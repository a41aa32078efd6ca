import type audit from '../locales/en/audit.json';
import type changes from '../locales/en/changes.json';
import type dashboard from '../locales/en/dashboard.json';
import type demo from '../locales/en/demo.json';
import type directory from '../locales/en/directory.json';
import type entry from '../locales/en/entry.json';
import type incidents from '../locales/en/incidents.json';
import type me from '../locales/en/me.json';
import type partners from '../locales/en/partners.json';
import type problems from '../locales/en/problems.json';
import type reports from '../locales/en/reports.json';
import type roles from '../locales/en/roles.json';
import type groups from '../locales/en/groups.json';
import type rings from '../locales/en/rings.json';
import type access from '../locales/en/access.json';
import type rooms from '../locales/en/rooms.json';
import type settings from '../locales/en/settings.json';
import type shell from '../locales/en/shell.json';
import type tenants from '../locales/en/tenants.json';
import type terms from '../locales/en/terms.json';
import type ui from '../locales/en/ui.json';
import type { Namespace } from './languages.ts';

/** The English catalogues give the keys their types; the test makes French and Russian follow. */
type All = {
  audit: typeof audit;
  changes: typeof changes;
  dashboard: typeof dashboard;
  demo: typeof demo;
  directory: typeof directory;
  entry: typeof entry;
  incidents: typeof incidents;
  me: typeof me;
  partners: typeof partners;
  problems: typeof problems;
  reports: typeof reports;
  roles: typeof roles;
  rooms: typeof rooms;
  groups: typeof groups;
  rings: typeof rings;
  access: typeof access;
  settings: typeof settings;
  shell: typeof shell;
  tenants: typeof tenants;
  terms: typeof terms;
  ui: typeof ui;
};

/** Misses a name here, or has one too many: does not compile. */
export type Catalogues = { [N in Namespace]: All[N] };
