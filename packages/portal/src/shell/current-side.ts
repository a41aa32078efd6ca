import type { Side } from '../api/shapes.ts';
import { sideOf } from './navigation.ts';

let cameFrom: Side | undefined;

/** Called by the shell on each change of address. */
export function rememberSide(pathname: string): void {
  cameFrom = sideOf(pathname) ?? cameFrom;
}

/** The side of an address; on pages that everybody has (the profile), the one the person came from. */
export const currentSide = (pathname: string, sides: readonly Side[]): Side => sideOf(pathname) ?? cameFrom ?? sides[0] ?? 'organization';
