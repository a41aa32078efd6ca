import { type Operation, Rehearsal, Waiting, api } from '@keyholder/contract';
import type { Generated } from './generated.ts';
import { type Caller, addProblem, refusalsOf, shareRefusals } from './openapi-refusals.ts';
import { Components, type Shape } from './openapi-shapes.ts';

/** Operations that no signed-in person is needed for; tests/house compares this with the routes. */
export const openOperations: Readonly<Record<string, Exclude<Caller, 'person'>>> = {
  'access.evaluation': 'credential',
  'access.evaluations': 'credential',
  'access.search_subject': 'credential',
  'access.search_resource': 'credential',
  'access.search_action': 'credential',
  'activation.get': 'credential',
  'activation.complete': 'credential',
  'agents.enrol': 'credential',
  'agents.heartbeat': 'credential',
  'access.metadata': 'anybody',
  'access.keys': 'anybody',
  'agents.download': 'anybody',
  'agents.download_digest': 'anybody',
  'setup.state': 'anybody',
  'setup.complete': 'credential',
};

const tags: Readonly<Record<keyof typeof api, string>> = {
  access: 'Decisions for other programs (AuthZEN 1.0)',
  activation: 'How somebody who was added comes to sign in',
  agents: 'What the program in a room calls',
  audit: 'Ledgers',
  changes: 'Change requests',
  decisionClients: 'Programs that ask for decisions',
  delegations: 'Standing links between customer and partner',
  directory: 'Organizations, people, groups',
  events: 'What changes, as it happens',
  explanations: 'Explain: who can touch what, and why',
  identity: 'The caller and its API tokens',
  incidents: 'Incidents and their tickets',
  invitations: 'Offers of a delegation',
  // reports: with its routes
  changeControl: 'Which acts of a partner wait for the customer',
  partnerRoles: 'Roles of a partner at a customer',
  roles: 'Roles of the customer’s own people',
  reports: 'Reports',
  rings: 'Update rings',
  roomGroups: 'Room groups',
  rooms: 'Rooms',
  searches: 'Searches for other programs (AuthZEN 1.0)',
  settings: 'Settings of a customer',
  setup: 'The first start',
  terms: 'Terms and change-control events',
};

/** The OpenAPI 3.1 document of every operation in the contract. */
export function generateOpenapi(): Generated {
  const components = new Components();
  addProblem(components);
  const paths: Record<string, Record<string, Shape>> = {};
  for (const [area, operations] of Object.entries(api)) {
    for (const operation of Object.values<Operation>(operations)) {
      const path = `${operation.base === 'api' ? '/api/v1' : ''}${operation.path}`;
      paths[path] = { ...paths[path], [operation.method.toLowerCase()]: described(operation, area, components) };
    }
  }
  const responses = shareRefusals(paths);
  const document = {
    openapi: '3.1.0',
    info: {
      title: 'Keyholder',
      version: '1', // of the API; the document tells nobody which build answers (A13)
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description:
        'Rooms, who may touch them, and the partners that a customer lets in. Refusals are problem documents; see docs/errors.md for every code.',
    },
    servers: [{ url: '/' }],
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    security: [{ bearer: [] }, { session: [] }],
    paths,
    components: { securitySchemes, schemas: components.sorted(), responses },
  };
  return { path: 'packages/contract/generated/openapi.json', text: `${JSON.stringify(document, null, 2)}\n` };
}

const securitySchemes = {
  bearer: { type: 'http', scheme: 'bearer', description: 'A personal API token.' },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-kh_session',
    description: 'The portal’s session; `kh_session` on a plain http loopback address.',
  },
  csrf: {
    type: 'apiKey',
    in: 'header',
    name: 'X-CSRF-Token',
    description: '`csrfToken` of `GET /api/v1/me`; a session needs it to change anything.',
  },
  credential: {
    type: 'http',
    scheme: 'bearer',
    description: 'An enrolment key, the credential of an agent, the token of a decision client, or the last part of an activation link.',
  },
};

function described(operation: Operation, area: string, components: Components): Shape {
  const caller = openOperations[operation.id] ?? 'person';
  const parameters = [...pathParameters(operation), ...queryParameters(operation, components), ...headerParameters(operation, caller)];
  return {
    operationId: operation.id,
    tags: [area],
    summary: operation.summary,
    ...securityOf(operation, caller),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...requestBody(operation, components),
    responses: { ...successes(operation, components), ...refusalsOf(operation, caller) },
  };
}

function securityOf(operation: Operation, caller: Caller): Shape {
  if (caller === 'anybody' || operation.id === 'setup.complete') return { security: [] }; // set-up has its token in the body
  if (caller === 'credential') return { security: [{ credential: [] }] };
  return operation.method === 'GET' ? {} : { security: [{ bearer: [] }, { session: [], csrf: [] }] };
}

const pathParameters = ({ path }: Operation): Shape[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));

function queryParameters({ query, rehearses }: Operation, components: Components): Shape[] {
  const required: readonly string[] = query.required ?? [];
  const declared = Object.entries(query.properties).map(([name, schema]) => ({
    name,
    in: 'query',
    ...(required.includes(name) ? { required: true } : {}),
    schema: components.refer(schema),
  }));
  const missing = rehearses && !declared.some(({ name }) => name === 'rehearse');
  return missing ? [...declared, { name: 'rehearse', in: 'query', schema: { type: 'string', const: 'true' } }] : declared;
}

function headerParameters(operation: Operation, caller: Caller): Shape[] {
  const header = (name: string, description: string, more: Shape = {}): Shape => ({
    name,
    in: 'header',
    ...more,
    schema: { type: 'string' },
    description,
  });
  return [
    ...(operation.ifMatch === 'none'
      ? []
      : [
          header(
            'If-Match',
            'the quoted `version` that was read',
            operation.ifMatch === 'required' && !operation.rehearses ? { required: true } : {},
          ),
        ]),
    ...(operation.method === 'POST' && caller === 'person'
      ? [header('Idempotency-Key', 'the same key and body within 24 h give the same answer')]
      : []),
    ...(operation.mayWait || operation.rehearses ? [header('Keyholder-Reason', 'why; percent-encoded UTF-8')] : []),
    ...(operation.rehearses ? [header('Keyholder-Rehearsal', '`rehearsal` of the picture that is confirmed')] : []),
  ];
}

function requestBody({ body, rawBody }: Operation, components: Components): Shape {
  if (rawBody !== undefined) {
    const content = Object.fromEntries(rawBody.map((mediaType) => [mediaType, { schema: { type: 'string', format: 'binary' } }]));
    return { requestBody: { required: true, content } };
  }
  return body === undefined ? {} : { requestBody: { required: true, content: { 'application/json': { schema: components.refer(body) } } } };
}

function successes(operation: Operation, components: Components): Record<string, Shape> {
  const { status, body, mediaType = 'application/json' } = operation.success;
  const location = { Location: { schema: { type: 'string' } } };
  const headers = {
    ...(status === 201 && operation.base === 'api' ? location : {}),
    ...(hasVersion(body) ? { ETag: { schema: { type: 'string' }, description: 'the quoted `version`' } } : {}),
  };
  const success = {
    description: status === 201 ? 'Made' : 'Done',
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
    ...(status === 204 ? {} : { content: { [mediaType]: { schema: answersOf(operation, components) } } }),
  };
  const waiting = {
    description: 'Stored; the customer decides',
    headers: location,
    content: { 'application/json': { schema: components.refer(Waiting) } },
  };
  return { ...rehearsed(operation, components), [String(status)]: success, ...(operation.mayWait ? { 202: waiting } : {}) };
}

/** `?rehearse=true` answers 200 with the picture; where the act itself answers 200, either of the two (D53). */
function rehearsed({ rehearses, success: { status } }: Operation, components: Components): Record<string, Shape> {
  if (!rehearses || status === 200) return {};
  return { 200: { description: 'Who would gain and lose what', content: { 'application/json': { schema: components.refer(Rehearsal) } } } };
}

/** Of an operation that rehearses and answers 200: what it answers, or the picture. */
const answersOf = ({ rehearses, success: { status, body } }: Operation, components: Components): Shape =>
  rehearses && status === 200 && !isUnionWith(body, Rehearsal)
    ? { anyOf: [components.refer(body), components.refer(Rehearsal)] }
    : components.refer(body);
const isUnionWith = (body: object, member: object): boolean => 'anyOf' in body && Array.isArray(body.anyOf) && body.anyOf.includes(member);

const hasVersion = (body: object): boolean =>
  'properties' in body &&
  typeof body.properties === 'object' &&
  body.properties !== null &&
  'version' in body.properties &&
  'allowedActions' in body.properties;
