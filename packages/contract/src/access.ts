import { Type, type Static } from 'typebox';
import { IdOf } from './ids.ts';
import { Closed, operation } from './operation.ts';
import { Instant, Name, Page, PageQuery } from './values.ts';

// OpenID AuthZEN Authorization API 1.0. Unlike elsewhere unknown members are allowed, as the specification asks, and ignored;
// what is missing or of the wrong kind is 400.
const properties = Type.Optional(Type.Object({}));
const Subject = Type.Object({ type: Type.String(), id: Type.String(), properties });
const Action = Type.Object({ name: Type.String(), properties });
const Resource = Type.Object({
  type: Type.String(),
  id: Type.String(),
  properties: Type.Optional(Type.Object({ customer: Type.Optional(Type.Unknown()) })),
});
const context = Type.Optional(Type.Object({}));
export const Evaluation = Type.Object({ subject: Subject, action: Action, resource: Resource, context });
export type Evaluation = Static<typeof Evaluation>;
export const Decision = Type.Object({
  decision: Type.Boolean(),
  context: Type.Optional(
    Type.Object({ code: Type.Optional(Type.String()), error: Type.Optional(Type.Object({ status: Type.Integer(), message: Type.String() })) }),
  ),
});
export type Decision = Static<typeof Decision>;
/** Items are read one by one: a bad one is answered as a denial with its error and spoils no other (A91). */
export const Evaluations = Type.Object({
  subject: Type.Optional(Type.Unknown()),
  action: Type.Optional(Type.Unknown()),
  resource: Type.Optional(Type.Unknown()),
  context: Type.Optional(Type.Unknown()),
  evaluations: Type.Optional(Type.Array(Type.Unknown())),
  options: Type.Optional(
    Type.Object({ evaluations_semantic: Type.Optional(Type.Enum(['execute_all', 'deny_on_first_deny', 'permit_on_first_permit'])) }),
  ),
});
export type Evaluations = Static<typeof Evaluations>;

/** What is searched for has a type; its id, where there is one, is ignored. */
const Wanted = Type.Object({ type: Type.String(), id: Type.Optional(Type.Unknown()), properties: Resource.properties.properties });
const page = Type.Optional(
  Type.Object({
    token: Type.Optional(Type.String()),
    limit: Type.Optional(Type.Integer({ minimum: 0 })),
    properties,
  }),
);
export const SubjectSearch = Type.Object({ subject: Wanted, action: Action, resource: Resource, context, page });
export type SubjectSearch = Static<typeof SubjectSearch>;
export const ResourceSearch = Type.Object({ subject: Subject, action: Action, resource: Wanted, context, page });
export type ResourceSearch = Static<typeof ResourceSearch>;
export const ActionSearch = Type.Object({ subject: Subject, resource: Resource, context, page });
export type ActionSearch = Static<typeof ActionSearch>;
/** `next_token` is empty on the last page. */
const PageAnswer = Type.Object({ next_token: Type.String(), count: Type.Integer({ minimum: 0 }) });
export const FoundSubject = Type.Object({ type: Type.String(), id: Type.String() });
export const FoundResource = Type.Object({
  type: Type.String(),
  id: Type.String(),
  properties: Type.Optional(Type.Object({ customer: Type.String() })),
});
export const FoundAction = Type.Object({ name: Type.String() });

/** A program of an organization that asks the decision API about what concerns that organization, and may do nothing else. */
export const DecisionClient = Type.Object({
  id: IdOf('dec'),
  name: Name,
  createdAt: Instant,
  expiresAt: Instant,
  lastUsedAt: Type.Union([Instant, Type.Null()]),
  /** only in the answer that makes it */
  secret: Type.Optional(Type.Union([Type.String(), Type.Null()])),
});
export type DecisionClient = Static<typeof DecisionClient>;

const PublicKey = Type.Object({
  kty: Type.Literal('EC'),
  crv: Type.String(),
  x: Type.String(),
  y: Type.String(),
  kid: Type.String(),
  alg: Type.Literal('ES256'),
  use: Type.Literal('sig'),
});

export const access = {
  evaluate: operation({
    id: 'access.evaluation',
    base: 'root',
    method: 'POST',
    path: '/access/v1/evaluation',
    summary: 'AuthZEN 1.0: one decision',
    body: Evaluation,
    success: { status: 200, body: Decision },
  }),
  evaluateMany: operation({
    id: 'access.evaluations',
    base: 'root',
    method: 'POST',
    path: '/access/v1/evaluations',
    summary: 'AuthZEN 1.0: many decisions, three semantics',
    body: Evaluations,
    success: { status: 200, body: Type.Union([Type.Object({ evaluations: Type.Array(Decision) }), Decision]) },
    refusals: ['too_many'],
  }),
  metadata: operation({
    id: 'access.metadata',
    base: 'root',
    method: 'GET',
    path: '/.well-known/authzen-configuration',
    summary: 'AuthZEN 1.0: where the decision points are',
    success: {
      status: 200,
      body: Type.Object({
        policy_decision_point: Type.String(),
        access_evaluation_endpoint: Type.String(),
        access_evaluations_endpoint: Type.String(),
        search_subject_endpoint: Type.Optional(Type.String()),
        search_resource_endpoint: Type.Optional(Type.String()),
        search_action_endpoint: Type.Optional(Type.String()),
        /** a JWT of the same values by the decision point itself; its keys are those of `access.keys` */
        signed_metadata: Type.String(),
      }),
    },
  }),
  keys: operation({
    id: 'access.keys',
    base: 'root',
    method: 'GET',
    path: '/access/v1/jwks',
    summary: 'The public keys of the decision point, by which its signed metadata is checked (RFC 7517)',
    success: { status: 200, body: Type.Object({ keys: Type.Array(PublicKey) }) },
  }),
};

export const searches = {
  subject: operation({
    id: 'access.search_subject',
    base: 'root',
    method: 'POST',
    path: '/access/v1/search/subject',
    summary: 'AuthZEN 1.0: who may do this here at once',
    body: SubjectSearch,
    success: { status: 200, body: Type.Object({ page: PageAnswer, results: Type.Array(FoundSubject) }) },
    refusals: ['invalid_cursor'],
  }),
  resource: operation({
    id: 'access.search_resource',
    base: 'root',
    method: 'POST',
    path: '/access/v1/search/resource',
    summary: 'AuthZEN 1.0: where this person may do this at once; resource.properties.customer narrows it to one customer',
    body: ResourceSearch,
    success: { status: 200, body: Type.Object({ page: PageAnswer, results: Type.Array(FoundResource) }) },
    refusals: ['invalid_cursor'],
  }),
  action: operation({
    id: 'access.search_action',
    base: 'root',
    method: 'POST',
    path: '/access/v1/search/action',
    summary: 'AuthZEN 1.0: what this person may do here at once',
    body: ActionSearch,
    success: { status: 200, body: Type.Object({ page: PageAnswer, results: Type.Array(FoundAction) }) },
    refusals: ['invalid_cursor'],
  }),
};

export const decisionClients = {
  list: operation({
    id: 'decision_clients.list',
    method: 'GET',
    path: '/organizations/{organization}/decision-clients',
    summary: 'The programs of an organization that ask the decision API',
    query: Closed(PageQuery),
    success: { status: 200, body: Page(DecisionClient) },
    refusals: ['invalid_cursor', 'unknown_filter'],
  }),
  create: operation({
    id: 'decision_clients.create',
    method: 'POST',
    path: '/organizations/{organization}/decision-clients',
    summary: 'Make a decision client; its secret is shown once',
    body: Closed({ name: Name, expiresInDays: Type.Integer({ minimum: 1, maximum: 365 }) }),
    success: { status: 201, body: DecisionClient },
    refusals: ['session_required', 'step_up_required', 'exceeds_own_rights', 'idempotency_mismatch', 'read_only'],
  }),
  revoke: operation({
    id: 'decision_clients.revoke',
    method: 'DELETE',
    path: '/organizations/{organization}/decision-clients/{decisionClient}',
    summary: 'Revoke a decision client at once',
    success: { status: 200, body: DecisionClient },
    refusals: ['session_required'],
  }),
};
