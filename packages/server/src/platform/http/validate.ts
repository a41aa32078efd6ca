import type { ErrorCode, Operation } from '@keyholder/contract';
import { Compile, type Validator } from 'typebox/compile';
import type { Static, TSchema } from 'typebox';
import { type Fault, type Result, ok, refuse } from '../../kernel/result.ts';

const compiled = new WeakMap<object, Validator>();
function validatorOf(schema: TSchema): Validator {
  const known = compiled.get(schema);
  if (known !== undefined) return known;
  const made = Compile(schema);
  compiled.set(schema, made);
  return made;
}

/** Properties that only the server sets, whatever object they stand in (A53). */
const serverOwned = new Set([
  'id',
  'version',
  'createdAt',
  'createdBy',
  'organization',
  'user',
  'customer',
  'partner',
  'state',
  'roles',
  'groups',
  'tenantManager',
  'partnerEligible',
  'allowedActions',
  'health',
  'enrolment',
  'lastSeenAt',
  'expiresAt',
  'roomCount',
  'domain',
  'scope',
  'changeControl',
  'expiresInDays',
]);

/** Checks a parsed body against its operation: no coercion, nothing dropped, every fault with its pointer (422). */
export function checkBody(operation: Operation, body: unknown): Result<unknown, ErrorCode> {
  if (operation.body === undefined) {
    if (body === undefined || body === null) return ok(undefined);
    const names = typeof body === 'object' ? Object.keys(body) : [''];
    if (names.length === 0) return ok(undefined);
    return faulty(names.map((name) => fault(`/${escape(name)}`, 'unknown_property', 'this request takes no such property')));
  }
  return checkValue(operation.body, body, serverOwned);
}

/**
 * Checks any value against a closed schema, as bodies are checked: whatever is wrong is named by its pointer.
 *
 * @param owned names of properties that exist but may not be given: `read_only` instead of `unknown_property`
 */
export function checkValue<S extends TSchema>(schema: S, value: unknown, owned: ReadonlySet<string>): Result<Static<S>, ErrorCode> {
  const validator = validatorOf(schema);
  if (validator.Check(value)) return ok(value as Static<S>); // the validator has just said so
  return faulty(faultsOf(schema, validator, value, '', owned));
}

type RawError = { keyword: string; instancePath: string; params: Record<string, unknown>; message: string };

function faultsOf(schema: TSchema, validator: Validator, value: unknown, base: string, owned: ReadonlySet<string>): Fault[] {
  const errors = validator.Errors(value) as unknown as RawError[]; // the library's type is a union by keyword; we read it by keyword
  // found by the schema: the validator stops after some errors, so its own word on a union may be missing
  const unions = [...new Set(errors.flatMap(({ instancePath }) => outermostUnion(schema, instancePath) ?? []))];
  const faults: Fault[] = [];
  for (const { keyword, instancePath, params, message } of errors) {
    if (keyword === 'boolean' || keyword === 'anyOf') continue;
    const union = unions.find((path) => instancePath === path || instancePath.startsWith(`${path}/`));
    if (union !== undefined) continue;
    const at = `${base}${instancePath}`;
    if (keyword === 'additionalProperties') {
      for (const name of namesIn(params['additionalProperties'])) {
        const kept = owned.has(name);
        faults.push(
          fault(`${at}/${escape(name)}`, kept ? 'read_only' : 'unknown_property', kept ? 'only the server sets this' : 'there is no such property'),
        );
      }
    } else if (keyword === 'required') {
      for (const name of namesIn(params['requiredProperties'])) faults.push(fault(`${at}/${escape(name)}`, 'invalid_value', 'is required'));
    } else faults.push(fault(at, 'invalid_value', message));
  }
  for (const path of unions) faults.push(...unionFaults(schema, value, path, base, owned));
  return faults.length > 0 ? faults : [fault(base, 'invalid_value', 'the body is not valid')];
}

/** Of a union told apart by `type`, only the faults of the branch that the value says it is. */
function unionFaults(schema: TSchema, value: unknown, path: string, base: string, owned: ReadonlySet<string>): Fault[] {
  const part = at(value, path);
  const branches = branchesAt(schema, path);
  const type = typeof part === 'object' && part !== null && 'type' in part ? part.type : undefined;
  const branch = branches.find((one) => constantOf(one) === type);
  if (branch === undefined) {
    return [
      fault(`${base}${path}${branches.some((one) => constantOf(one) !== undefined) ? '/type' : ''}`, 'invalid_value', 'is none of the known kinds'),
    ];
  }
  // what another kind takes is no secret of the server: it just does not belong to this one
  const taken = new Set(branches.flatMap((one) => Object.keys((one as Node).properties ?? {}))); // JSON Schema, read structurally
  return faultsOf(branch, validatorOf(branch), part, `${base}${path}`, new Set([...owned].filter((name) => !taken.has(name))));
}

const at = (value: unknown, path: string): unknown =>
  path
    .split('/')
    .slice(1)
    .reduce<unknown>((part, name) => (typeof part === 'object' && part !== null ? Reflect.get(part, name) : undefined), value);

type Node = { properties?: Record<string, Node>; items?: Node; anyOf?: TSchema[]; const?: unknown };
function branchesAt(schema: TSchema, path: string): TSchema[] {
  let node: Node | undefined = schema as Node; // JSON Schema, read structurally
  for (const name of path.split('/').slice(1)) node = /^\d+$/.test(name) ? node?.items : node?.properties?.[name];
  return node?.anyOf ?? [];
}

/** The shortest beginning of a path at which the schema has a union. */
function outermostUnion(schema: TSchema, path: string): string | undefined {
  const names = path.split('/');
  return names.map((_, n) => names.slice(0, n + 1).join('/')).find((beginning) => branchesAt(schema, beginning).length > 0);
}
const constantOf = (branch: TSchema): unknown => (branch as Node).properties?.['type']?.const;

const namesIn = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
const escape = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');
const fault = (pointer: string, code: ErrorCode, detail: string): Fault => ({ pointer, code, detail });

/** The refusal speaks with the code of its first fault, and lists them all, each pointer once. */
function faulty(faults: readonly Fault[]) {
  const once = [...new Map(faults.map((one) => [`${one.pointer} ${one.code}`, one])).values()];
  return refuse(once[0]?.code ?? 'invalid_value', { detail: 'the request has values that are not valid', faults: once });
}
