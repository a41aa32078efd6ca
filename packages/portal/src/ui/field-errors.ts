import type { ProblemEntry } from '../api/problem.ts';

/** An error on its way to a field: the server's (by code) or the form's own (in words). */
export type FieldError = { pointer: string; code: string; words?: string };

const covers = (field: string, pointer: string): boolean => pointer === field || pointer.startsWith(`${field}/`);

/**
 * Gives each error to the field that is closest above its pointer: `/scope/0/id` belongs to the field `/scope`. What
 * no field covers is returned apart, so that nothing the server says is lost.
 */
export function assignErrors(errors: readonly FieldError[], fields: readonly string[]): { byField: Map<string, FieldError>; rest: FieldError[] } {
  const byField = new Map<string, FieldError>();
  const rest: FieldError[] = [];
  for (const error of errors) {
    const field = fields.filter((each) => covers(each, error.pointer)).sort((a, b) => b.length - a.length)[0];
    if (field === undefined) rest.push(error);
    else if (!byField.has(field)) byField.set(field, error);
  }
  return { byField, rest };
}

/** The document's id of the control for a pointer, for links from the summary: `/expiresInDays` → `field-expiresInDays`. */
export const fieldId = (pointer: string): string => `field${pointer.replaceAll(/[^A-Za-z0-9]+/g, '-')}`;

export const fromServer = (entries: readonly ProblemEntry[]): FieldError[] => entries.map(({ pointer, code }) => ({ pointer, code }));
