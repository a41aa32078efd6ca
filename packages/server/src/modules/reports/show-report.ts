import type { Availability, IncidentFigures, PermissionKey } from '@keyholder/contract';
import { ok } from '../../kernel/result.ts';
import type { Authority } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { coverageOf, grantsAt } from '../authorization/index.ts';
import { type AvailabilityRow, availabilityFigures } from './availability.store.ts';
import { type FigureSource, readFigures } from './figures.store.ts';
import { type IncidentFigureRow, incidentFigures } from './incident-figures.store.ts';
import { periodOf } from './period.rules.ts';
import { type Scope, nowOf } from './scope.store.ts';

export type Asked = {
  customer?: string | undefined;
  group?: string | undefined;
  from?: string | undefined;
  until?: string | undefined;
  limit?: number | undefined;
};

/** Where the figures of a report come from, and how they are shown. */
export type Report<Row extends { rooms: number }, Figures extends object> = { source: FigureSource; view: (row: Row) => Figures };

/** The rooms of each customer that the caller may report on; of one customer, of one group where they are named. */
export function reportedTo(authority: Authority, { customer, group }: Pick<Asked, 'customer' | 'group'>): Scope {
  const covering = (permission: PermissionKey) => coverageOf(grantsAt(authority.grants(permission), customer));
  return { rooms: covering('reports.view'), ...(group === undefined ? {} : { group: { id: group, seen: covering('groups.view') } }) };
}

/** Totals and rows over the rooms for which `decide` says that the caller may see reports, and no other (D22). */
export function showReport<Row extends { rooms: number }, Figures extends object>({ source, view }: Report<Row, Figures>) {
  return async (tx: TenantTx, authority: Authority, asked: Asked) => {
    const period = periodOf(asked, await nowOf(tx));
    if (!period.ok) return period;
    const { total, customers, rooms } = await readFigures<Row>(tx, reportedTo(authority, asked), period.value, source, asked.limit ?? 50);
    return ok({
      from: period.value.from.toISOString(),
      until: period.value.until.toISOString(),
      total: view(total),
      customers: customers.map((row) => ({ customer: row.customer, customerName: row.customerName, ...view(row) })),
      rooms: rooms.map((row) => ({ customer: row.customer, customerName: row.customerName, room: row.room, roomName: row.roomName, ...view(row) })),
      count: customers.length,
      roomsLeftOut: total.rooms - rooms.length,
    });
  };
}

export const availabilityReport: Report<AvailabilityRow, Availability> = {
  source: availabilityFigures,
  view: ({
    rooms,
    healthySeconds,
    warningSeconds,
    importantSeconds,
    unknownSeconds,
    availability,
    measuredSince,
  }: AvailabilityRow): Availability => ({
    rooms,
    healthySeconds,
    warningSeconds,
    importantSeconds,
    unknownSeconds,
    availability,
    measuredSince: measuredSince?.toISOString() ?? null,
  }),
};
export const incidentsReport: Report<IncidentFigureRow, IncidentFigures> = {
  source: incidentFigures,
  view: ({
    rooms: _counted,
    opened,
    openedImportant,
    openedWarning,
    resolved,
    open,
    medianSecondsToResolve,
    meanSecondsToResolve,
  }: IncidentFigureRow): IncidentFigures => ({
    opened,
    openedImportant,
    openedWarning,
    resolved,
    open,
    medianSecondsToResolve,
    meanSecondsToResolve,
  }),
};
