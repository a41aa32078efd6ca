import type { OrganizationId } from '@keyholder/contract';
import { ofEach } from '../../kernel/of-each.ts';
import type { Coverage } from '../authorization/index.ts';

/** Where incidents are read from: `key` is a room, or an atom of several rooms; `beside` the atoms of which its room needs one too (D23). */
export type Source = { customer: OrganizationId; key: string; beside: string | null };

/** A coverage as the lists read it: customers as a whole, single rooms, and atoms of several rooms (docs/adr/0011-incident-scope.md). */
export type Sources = {
  whole: readonly OrganizationId[];
  rooms: readonly Source[];
  shared: readonly Source[];
  /** customers of which some rooms are covered */
  partly: readonly OrganizationId[];
  /** the same coverage without the customers as a whole, for rooms that are looked at one by one */
  parts: Coverage;
};

const ofRoom = 'room:';

/** Atoms hold no blanks: they are a word, a colon and an id; `all` has become a customer as a whole before (`coverageOf`). */
export const sourcesOf: (coverage: Coverage) => Sources = ofEach(sourcesFrom);

function sourcesFrom({ whole, direct, checked, within }: Coverage): Sources {
  const bounds = Map.groupBy(within, ({ customer }) => customer);
  const besideOf = new Map([...bounds].map(([customer, pairs]) => [customer, pairs.map(({ atom }) => atom).join(' ')]));
  const sources: Source[] = [
    ...direct.map(({ customer, atom }) => ({ customer, key: atom, beside: null })),
    ...checked.map(({ customer, atom }) => ({ customer, key: atom, beside: besideOf.get(customer) ?? '' })),
  ];
  return {
    whole,
    partly: [...new Set(sources.map(({ customer }) => customer))],
    rooms: sources.filter(({ key }) => key.startsWith(ofRoom)).map((source) => ({ ...source, key: source.key.slice(ofRoom.length) })),
    shared: sources.filter(({ key }) => !key.startsWith(ofRoom)),
    parts: { whole: [], direct, checked, within },
  };
}

export const sizeOf = ({ whole, rooms, shared }: Sources): number => whole.length + rooms.length + shared.length;
export const customersOf = (sources: Sources): OrganizationId[] => [...new Set([...sources.whole, ...sources.partly])];
