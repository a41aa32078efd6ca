import { Type, type Static, type TObject } from 'typebox';
import { IdOf } from './ids.ts';
import { Closed, operation } from './operation.ts';
import { CustomerFilter, Instant } from './values.ts';

const count = Type.Integer({ minimum: 0 });
const seconds = Type.Number({ minimum: 0 });
const orNothing = Type.Null();

/** How long rooms were in which state. Time in which nothing was measured is in none of them. */
export const Availability = Type.Object({
  rooms: count,
  healthySeconds: seconds,
  warningSeconds: seconds,
  importantSeconds: seconds,
  /** an agent was enrolled, and what it said or did not say leaves the state open */
  unknownSeconds: seconds,
  /** healthy and warning time over all measured time, 0 to 1; null: nothing was measured (never 1) */
  availability: Type.Union([Type.Number({ minimum: 0, maximum: 1 }), orNothing]),
  /** since when anything is known of these rooms; null: nothing ever was */
  measuredSince: Type.Union([Instant, orNothing]),
});
export type Availability = Static<typeof Availability>;

/** What happened to incidents within the period. */
export const IncidentFigures = Type.Object({
  opened: count,
  openedImportant: count,
  openedWarning: count,
  /** resolved or closed within the period, whenever they were opened */
  resolved: count,
  /** neither resolved nor closed when the period ended */
  open: count,
  /** from opening to resolution, over those resolved within the period; null: none was */
  medianSecondsToResolve: Type.Union([seconds, orNothing]),
  meanSecondsToResolve: Type.Union([seconds, orNothing]),
});
export type IncidentFigures = Static<typeof IncidentFigures>;

const ofCustomer = { customer: IdOf('org'), customerName: Type.String() };
const ofRoom = { ...ofCustomer, room: IdOf('room'), roomName: Type.String() };
/** Totals, rows by customer, and the rooms that stand out most, over the rooms that the caller may report on and no other (D22). */
const report = <T extends TObject>(figures: T) =>
  Type.Object({
    from: Instant,
    until: Instant,
    total: figures,
    customers: Type.Array(Type.Object({ ...ofCustomer, ...figures.properties })),
    rooms: Type.Array(Type.Object({ ...ofRoom, ...figures.properties })),
    /** how many customers there are rows for */
    count,
    /** rooms of the scope that are not among `rooms`; the CSV holds them all */
    roomsLeftOut: count,
  });
export const AvailabilityReport = report(Availability);
export type AvailabilityReport = Static<typeof AvailabilityReport>;
export const IncidentsReport = report(IncidentFigures);
export type IncidentsReport = Static<typeof IncidentsReport>;

const period = {
  /** the last 30 days where not given */
  from: Type.Optional(Instant),
  /** now where not given or later than now */
  until: Type.Optional(Instant),
};
const ofGroup = { group: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })) };
const onScreen = Closed({ ...CustomerFilter, ...ofGroup, ...period, limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })) });
const asFile = Closed({ ...CustomerFilter, ...ofGroup, ...period });
const csv = { status: 200, body: Type.String(), mediaType: 'text/csv' } as const;

export const reports = {
  availability: operation({
    id: 'reports.availability',
    method: 'GET',
    path: '/reports/availability',
    summary: 'How much of the measured time rooms could be used; the least available rooms first',
    query: onScreen,
    success: { status: 200, body: AvailabilityReport },
  }),
  availabilityFile: operation({
    id: 'reports.availability_file',
    method: 'GET',
    path: '/reports/availability.csv',
    summary: 'The same for every room, as CSV',
    query: asFile,
    success: csv,
  }),
  incidents: operation({
    id: 'reports.incidents',
    method: 'GET',
    path: '/reports/incidents',
    summary: 'Incidents opened, resolved and open, and the time to resolve; the rooms with most of them first',
    query: onScreen,
    success: { status: 200, body: IncidentsReport },
  }),
  incidentsFile: operation({
    id: 'reports.incidents_file',
    method: 'GET',
    path: '/reports/incidents.csv',
    summary: 'The same for every room, as CSV',
    query: asFile,
    success: csv,
  }),
};
