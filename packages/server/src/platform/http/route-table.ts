import { type Operation, api } from '@keyholder/contract';
import type { Route } from './route.ts';

const operationsOf = (area: Readonly<Record<string, unknown>>): Operation[] => Object.values(area) as Operation[]; // `api` holds operations only

/** Every operation of the contract. */
export const allOperations: readonly Operation[] = Object.values(api).flatMap(operationsOf);

/**
 * Every operation has exactly one route and every route declares its access, its audit and its change control; otherwise the
 * server does not start (architecture.md, One request).
 */
export function refuseIncompleteTable(routes: readonly Route[]): void {
  const bound = new Map<string, number>();
  for (const { operation, access, audit, change } of routes) {
    bound.set(operation.id, (bound.get(operation.id) ?? 0) + 1);
    for (const [what, declared] of Object.entries({ access, audit, change })) {
      if (declared === undefined) throw new Error(`the route \`${operation.id}\` does not declare its ${what}`);
    }
  }
  const missing = allOperations.filter(({ id }) => !bound.has(id)).map(({ id }) => id);
  if (missing.length > 0) throw new Error(`operations without a route: ${missing.join(', ')}`);
  const twice = [...bound].filter(([, count]) => count > 1).map(([id]) => id);
  if (twice.length > 0) throw new Error(`operations with two routes: ${twice.join(', ')}`);
}
