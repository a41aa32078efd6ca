import { type RingId, builtInRings, mostRingDays } from '@keyholder/contract';
import { nameKey } from '../../kernel/name-key.ts';
import type { Fault } from '../../kernel/result.ts';

export type Periods = { deferralDays: number; rolloutDays: number; testDays: number };
/** What people change of a ring. */
export type RingFields = Periods & { name: string; order: number };
export type BuiltInRing = (typeof builtInRings)[number];

/** The rings of a customer who never changed them. Between their orders there is room for others. */
export const usualRings: Readonly<Record<BuiltInRing, RingFields>> = {
  staging: { name: 'Staging', order: 1, deferralDays: 0, rolloutDays: 5, testDays: 5 },
  general: { name: 'General', order: 5, deferralDays: 10, rolloutDays: 20, testDays: 5 },
  executive: { name: 'Executive', order: 9, deferralDays: 30, rolloutDays: 10, testDays: 5 },
};

export const isBuiltInRing = (id: string): id is BuiltInRing => builtInRings.some((ring) => ring === id);
const builtInNames = new Set([...builtInRings, ...Object.values(usualRings).map(({ name }) => name)].map(nameKey));
/** No ring of the customer's own is called like a built-in one. */
export const isBuiltInRingName = (name: string): boolean => builtInNames.has(nameKey(name));
export const isDefaultRing = (id: RingId): boolean => id === 'general';
export const totalDays = ({ deferralDays, rolloutDays, testDays }: Periods): number => deferralDays + rolloutDays + testDays;

/** The periods of one ring together have a bound; every period that the body names is at fault. */
export function periodFaults(after: Periods, body: Partial<Periods>): Fault[] {
  if (totalDays(after) <= mostRingDays) return [];
  const named = (['deferralDays', 'rolloutDays', 'testDays'] as const).filter((period) => body[period] !== undefined);
  return named.map((period) => ({
    pointer: `/${period}`,
    code: 'invalid_value',
    detail: `the three periods together would be ${totalDays(after)} of ${mostRingDays} days`,
  }));
}
