import { readFileSync } from 'node:fs';
import type { ErrorCode } from '@keyholder/contract';
import { type Refusal, type Result, ok, refuse } from '../kernel/result.ts';
import { parseJson } from '../platform/http/json-body.ts';
import { checkValue } from '../platform/http/validate.ts';
import { type World, WorldInFile } from './world.schema.ts';

/** A world that has the right form; what it names is checked when it is loaded. */
export type WorldFile = {
  world: World;
  /** where the world stands in its file: `` or `/world` */
  base: string;
  /** the text as it was read; its digest is recorded (A121) */
  source: string;
};

/** Reads a world file from disk. What the system says about the file is thrown. */
export const readWorldFile = (path: string): Result<WorldFile, ErrorCode> => readWorld(readFileSync(path, 'utf8'));

/** A world, or an object with a `world` member, whose other members do not matter (api.md, World files). */
export function readWorld(source: string): Result<WorldFile, ErrorCode> {
  const parsed = parseJson(source);
  if (!parsed.ok) return refuse('malformed', { detail: (parsed.detail ?? '').replace('the body', 'the file') });
  const { value } = parsed;
  const nested = typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, 'world');
  const base = nested ? '/world' : '';
  const checked = checkValue(WorldInFile, nested ? Reflect.get(value, 'world') : value, new Set());
  if (!checked.ok) return under(base, checked);
  const none = {
    users: [],
    groups: [],
    roomGroups: [],
    updateRings: [],
    rooms: [],
    customerRoles: [],
    customerAssignments: [],
    delegations: [],
    incidents: [],
  };
  return ok({ world: { ...none, ...checked.value }, base, source });
}

/** The same refusal, its pointers seen from further out. */
export function under<C extends ErrorCode>(base: string, refusal: Refusal<C>): Refusal<C> {
  const faults = refusal.faults ?? [{ pointer: refusal.pointer ?? '', code: refusal.code, detail: refusal.detail ?? '' }];
  return {
    ...refusal,
    pointer: `${base}${refusal.pointer ?? ''}`,
    faults: faults.map((fault) => ({ ...fault, pointer: `${base}${fault.pointer}` })),
  };
}

/** One line about what is wrong with a world file: the first fault by its pointer, and how many more there are. */
export function describeRefusal(file: string, { code, detail, faults = [] }: Refusal): string {
  const [first, ...more] = faults;
  const rest = more.length === 0 ? '' : ` (and ${more.length} more)`;
  return first === undefined
    ? `${file}: ${code}: ${detail ?? 'refused'}`
    : `${file}: ${first.pointer} ${first.code}: ${first.detail || detail || 'refused'}${rest}`;
}
