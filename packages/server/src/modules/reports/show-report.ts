import type { Availability, IncidentFigures, OrganizationId } from '@keyholder/contract';
import { ok } from '../../kernel/result.ts';
import type { Authority } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { type Coverage, coverageOf, grantsAt } from '../authorization/index.ts';
import { type AvailabilityRow, availabilityOfCustomers, availabilityOfRooms, totalAvailability } from './availability.store.ts';
import { type IncidentFigureRow, incidentsOfCustomers, incidentsOfRooms, totalOfIncidents } from './incident-figures.store.ts';
import { type Period, periodOf } from './period.rules.ts';
import { type CustomerName, type Named, nowOf } from './scope.store.ts';

export type Asked = { customer?: string | undefined; from?: string | undefined; until?: string | undefined; limit?: number | undefined };

/** Where the figures of a report come from, and how they are shown. */
type Report<Row extends { rooms: number }, Figures extends object> = {
  total: (tx: TenantTx, coverage: Coverage, period: Period) => Promise<Row>;
  customers: (tx: TenantTx, coverage: Coverage, period: Period) => Promise<(Row & CustomerName)[]>;
  rooms: (tx: TenantTx, coverage: Coverage, period: Period, limit: number) => Promise<Named<Row>[]>;
  view: (row: Row) => Figures;
};

/** The rooms of each customer that the caller may report on; one customer where it is named. */
export const reportedTo = (authority: Authority, customer: string | undefined): Coverage =>
  coverageOf(grantsAt(authority.grants('reports.view'), customer));

/** Totals and rows over the rooms for which `decide` says that the caller may see reports, and no other (D22). */
export function showReport<Row extends { rooms: number }, Figures extends object>({ total, customers, rooms, view }: Report<Row, Figures>) {
  return async (tx: TenantTx, authority: Authority, asked: Asked) => {
    const period = periodOf(asked, await nowOf(tx));
    if (!period.ok) return period;
    const coverage = reportedTo(authority, asked.customer);
    const all = await total(tx, coverage, period.value);
    const ofCustomers = await customers(tx, coverage, period.value);
    const ofRooms = await rooms(tx, coverage, period.value, asked.limit ?? 50);
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
