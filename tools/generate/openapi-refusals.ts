import { type ErrorCode, type Operation, commonRefusals, statusOf, titleOf } from '@keyholder/contract';
import type { Components, Shape } from './openapi-shapes.ts';

/** Who calls an operation: a signed-in person, somebody with a credential of its own kind, or anybody. */
export type Caller = 'person' | 'credential' | 'anybody';

const reasonPhrase: Readonly<Record<number, string>> = {
  400: 'Cannot be read',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not there, for this caller',
  409: 'The state forbids it',
  410: 'It is over',
  412: 'Changed since it was read',
  413: 'Too large',
  415: 'Wrong media type',
  422: 'Readable but wrong',
  428: 'A precondition is missing',
  429: 'Slow down',
  500: 'A fault of Keyholder',
  503: 'Not available now',
};

/** Shapes of the problem document (RFC 9457), the same for every refusal. */
export function addProblem(components: Components): void {
  components.add('ErrorCode', { type: 'string', enum: Object.keys(statusOf) });
  components.add('ProblemEntry', {
    type: 'object',
    required: ['pointer', 'code', 'detail'],
    properties: {
      pointer: { type: 'string', description: 'RFC 6901, into the body; or the name of a parameter or header' },
      code: { type: 'string' },
      detail: { type: 'string' },
    },
  });
  components.add('Problem', {
    type: 'object',
    required: ['type', 'title', 'status', 'code', 'detail', 'instance'],
    description: 'RFC 9457. Nothing in it tells more than its code does.',
    properties: {
      type: { type: 'string' },
      title: { type: 'string' },
      status: { type: 'integer' },
      code: { $ref: '#/components/schemas/ErrorCode' },
      detail: { type: 'string' },
      instance: { type: 'string', description: 'the trace id of this request' },
      errors: { type: 'array', items: { $ref: '#/components/schemas/ProblemEntry' } },
    },
  });
}

const allCodes = Object.keys(statusOf) as ErrorCode[]; // its keys are what ErrorCode is

/** What this operation may answer besides success, by status. */
export function refusalsOf(operation: Operation, caller: Caller): Record<string, Shape> {
  const codes = new Set<ErrorCode>([...commonRefusals.filter((code) => applies(code, operation, caller)), ...operation.refusals]);
  if (operation.method === 'POST' && caller === 'person') codes.add('idempotency_mismatch');
  if (operation.rehearses) codes.add('rehearsal_outdated');
  if (operation.body !== undefined && 'additionalProperties' in operation.body) codes.add('read_only'); // of what the server sets, in any object
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of allCodes.filter((each) => codes.has(each))) byStatus.set(statusOf[code], [...(byStatus.get(statusOf[code]) ?? []), code]);
  return Object.fromEntries([...byStatus].sort(([a], [b]) => a - b).map(([status, those]) => [String(status), refusal(status, those)]));
}

/** Moves every refusal that several operations give to the components, named by its codes. Changes `paths`; returns the components. */
export function shareRefusals(paths: Record<string, Record<string, Shape>>): Record<string, Shape> {
  const uses = new Map<string, number>();
  const responses = Object.values(paths)
    .flatMap((methods) => Object.values(methods))
    .map(({ responses }) => responses as Record<string, Shape>);
  const refusals = responses.flatMap((group) =>
    Object.entries(group)
      .filter(([status]) => Number(status) >= 400)
      .map(([status, shape]) => ({ group, status, shape, text: JSON.stringify(shape) })),
  );
  for (const { text } of refusals) uses.set(text, (uses.get(text) ?? 0) + 1);
  const shared: Record<string, Shape> = {};
  for (const { group, status, shape, text } of refusals) {
    if ((uses.get(text) ?? 0) < 2) continue;
    const name = [status, ...Array.from(text.matchAll(/`(\w+)` \(/g), ([, code]) => code)].join('.');
    shared[name] = shape;
    group[status] = { $ref: `#/components/responses/${name}` };
  }
  return Object.fromEntries(Object.entries(shared).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Whether a refusal of the pipeline can happen here at all. */
function applies(code: ErrorCode, operation: Operation, caller: Caller): boolean {
  const writes = caller === 'person' && operation.method !== 'GET'; // a body that is not asked for is read and refused
  const sends = writes || operation.body !== undefined || operation.rawBody !== undefined;
  switch (code) {
    case 'not_signed_in':
      return caller !== 'anybody';
    case 'forbidden':
      return caller === 'person';
    case 'not_found':
      return caller === 'person' && (operation.path.includes('{') || 'customer' in operation.query.properties);
    case 'csrf':
      return caller === 'person' && operation.method !== 'GET';
    case 'malformed':
    case 'too_large':
    case 'wrong_media_type':
      return sends;
    case 'unknown_property':
      return operation.rawBody === undefined && sends;
    case 'invalid_value':
      return sends || Object.keys(operation.query.properties).length > 0;
    default:
      return true;
  }
}

function refusal(status: number, codes: readonly ErrorCode[]): Shape {
  const headers: Record<string, Shape> = {
    ...(status === 401 ? { 'WWW-Authenticate': { schema: { type: 'string' } } } : {}),
    ...(status === 429 ? { 'Retry-After': { schema: { type: 'integer' }, description: 'seconds' } } : {}),
  };
  const narrowed = { type: 'object', required: ['code'], properties: { code: { type: 'string', enum: [...codes] } } };
  return {
    description: `${reasonPhrase[status] ?? 'Refused'}: ${codes.map((code) => `\`${code}\` (${titleOf[code]})`).join(', ')}`,
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
    content: { 'application/problem+json': { schema: { allOf: [{ $ref: '#/components/schemas/Problem' }, narrowed] } } },
  };
}
