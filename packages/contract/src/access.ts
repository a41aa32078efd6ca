import { Type, type Static } from 'typebox';
import { operation } from './operation.ts';

// OpenID AuthZEN Authorization API 1.0. Unlike elsewhere unknown members are allowed, as the specification asks, and ignored.
const Subject = Type.Object({ type: Type.String(), id: Type.String(), properties: Type.Optional(Type.Unknown()) });
const Action = Type.Object({ name: Type.String(), properties: Type.Optional(Type.Unknown()) });
const Resource = Type.Object({
  type: Type.String(),
  id: Type.String(),
  properties: Type.Optional(Type.Object({ customer: Type.Optional(Type.String()) })),
});
export const Evaluation = Type.Object({ subject: Subject, action: Action, resource: Resource, context: Type.Optional(Type.Unknown()) });
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
      }),
    },
  }),
};
