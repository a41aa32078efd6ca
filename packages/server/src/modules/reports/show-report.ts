import type { Availability, IncidentFigures, OrganizationId, PermissionKey } from '@keyholder/contract';
import { ok } from '../../kernel/result.ts';
import type { Authority } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { coverageOf, grantsAt } from '../authorization/index.ts';
import { type AvailabilityRow, availabilityOfCustomers, availabilityOfRooms, totalAvailability } from './availability.store.ts';
import { type IncidentFigureRow, incidentsOfCustomers, incidentsOfRooms, totalOfIncidents } from './incident-figures.store.ts';
import { type Period, periodOf } from './period.rules.ts';
import { type CustomerName, type Named, type Scope, nowOf } from './scope.store.ts';

export type Asked = {
  customer?: string | undefined;
  group?: string | undefined;
  from?: string | undefined;
  until?: string | undefined;
  limit?: number | undefined;
};

/** Where the figures of a report come from, and how they are shown. */
type Report<Row extends { rooms: number }, Figures extends object> = {
  total: (tx: TenantTx, scope: Scope, period: Period) => Promise<Row>;
  customers: (tx: TenantTx, scope: Scope, period: Period) => Promise<(Row & CustomerName)[]>;
  rooms: (tx: TenantTx, scope: Scope, period: Period, limit: number) => Promise<Named<Row>[]>;
  view: (row: Row) => Figures;
};

/** The rooms of each customer that the caller may report on; of one customer, of one group where they are named. */
export function reportedTo(authority: Authority, { customer, group }: Pick<Asked, 'customer' | 'group'>): Scope {
  const covering = (permission: PermissionKey) => coverageOf(grantsAt(authority.grants(permission), customer));
  return { rooms: covering('reports.view'), ...(group === undefined ? {} : { group: { id: group, seen: covering('groups.view') } }) };
}

/** Totals and rows over the rooms for which `decide` says that the caller may see reports, and no other (D22). */
export function showReport<Row extends { rooms: number }, Figures extends object>({ total, customers, rooms, view }: Report<Row, Figures>) {
  return async (tx: TenantTx, authority: Authority, asked: Asked) => {
    const period = periodOf(asked, await nowOf(tx));
    if (!period.ok) return period;
    const scope = reportedTo(authority, asked);
    const all = await total(tx, scope, period.value);
    const ofCustomers = await customers(tx, scope, period.value);
    const ofRooms = await rooms(tx, scope, period.value, asked.limit ?? 50);
    const named = ({ customer, customerName }: CustomerName): { customer: OrganizationId; customerName: string } => ({ customer, customerName });
    return ok({
      from: period.value.from.toISOString(),
      until: period.value.until.toISOString(),
      total: view(all),
      customers: ofCustomers.map((row) => ({ ...named(row), ...view(row) })),
      rooms: ofRooms.map((row) => ({ ...named(row), room: row.room, roomName: row.roomName, ...view(row) })),
      count: ofCustomers.length,
      roomsLeftOut: all.rooms - ofRooms.length,
    });
  };
}

export const availabilityReport = {
  total: totalAvailability,
  customers: availabilityOfCustomers,
  rooms: availabilityOfRooms,
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
export const incidentsReport = {
  total: totalOfIncidents,
  customers: incidentsOfCustomers,
  rooms: incidentsOfRooms,
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
