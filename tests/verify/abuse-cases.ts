import type { Planted } from './planting.ts';

/** The cases of the groups that are built (security.md, section 4). */
export const abuseGroups: Readonly<Record<string, readonly number[]>> = {
  'One tenant and another': [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14],
  'Sign-in, sessions, tokens: the secrets themselves': [19, 20],
  'Roles, scope, groups': [51, 52, 53, 54, 55, 56, 57, 58, 59, 62, 63],
  'Decisions, Explain, side lists': [88, 89, 90, 91, 92, 93],
};
/** Of the same groups, what there is nothing to try on yet. */
export const undeclared: readonly { case: number; why: string }[] = [
  { case: 60, why: 'templates are not built' },
  { case: 61, why: 'elevations are not built' },
];
export const numberOf = (n: number): string => `A${String(n).padStart(2, '0')}`;

export const guard = 'platform/http/guard.ts';
export const authorization = (file: string): string => `authorization/${file}`;

/**
 * The defect of each case, by the name that security.md gives it: a place in a source that is spoiled while the tests of that case
 * run. A case whose defect is not a line of ours names who plants it: a harness that has a defect of that name, or the file of the test
 * that says so in its title.
 */
export type AbuseDefect = { case: number; planted: Planted | { name: string; by: PlantedBy } };
export type PlantedBy = { harness: string } | { testIn: string };
