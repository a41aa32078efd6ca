import { reports } from '@keyholder/contract';
import { type Route, route } from '../../platform/http/route.ts';
import type { Db } from '../../platform/postgres/in-tenant.ts';
import type { FactCache } from '../authorization/index.ts';
import { exportReport } from './export-report.ts';
import { availabilityReport, incidentsReport, showReport } from './show-report.ts';

const reading = {
  access: { kind: 'list', permission: 'reports.view' },
  audit: { none: 'figures about rooms that the reader looks after' },
  change: { none: 'reading' },
} as const;
const file = (name: string) =>
  ({
    access: reading.access,
    audit: ['report.exported'],
    change: { none: 'changes nothing but the ledgers' },
    headers: () => ({ 'content-disposition': `attachment; filename="${name}.csv"` }),
  }) as const;

export function reportsRoutes(db: Db, cache: FactCache): Route[] {
  const availability = showReport(availabilityReport);
  const incidents = showReport(incidentsReport);
  const availabilityLines = exportReport(db, cache, 'availability', availabilityReport, [
    'availability',
    'healthySeconds',
    'warningSeconds',
    'importantSeconds',
    'unknownSeconds',
    'measuredSince',
  ]);
  const incidentLines = exportReport(db, cache, 'incidents', incidentsReport, [
    'opened',
    'openedImportant',
    'openedWarning',
    'resolved',
    'open',
    'medianSecondsToResolve',
    'meanSecondsToResolve',
  ]);
  return [
    route(reports.availability, { ...reading, handle: ({ tx, authority, query }) => availability(tx, authority, query) }),
    route(reports.availabilityFile, {
      ...file('availability'),
      handle: ({ tx, call, authority, query }) => availabilityLines(tx, call, authority, query),
    }),
    route(reports.incidents, { ...reading, handle: ({ tx, authority, query }) => incidents(tx, authority, query) }),
    route(reports.incidentsFile, {
      ...file('incidents'),
      handle: ({ tx, call, authority, query }) => incidentLines(tx, call, authority, query),
    }),
  ];
}
