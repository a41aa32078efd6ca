import { Type, type Static } from 'typebox';
import { IdOf } from './ids.ts';
import { Closed, operation } from './operation.ts';
import { AllowedActions, CustomerFilter, Instant, Page, PageQuery, PersonRef, Version } from './values.ts';

export const ChangeState = Type.Enum(['pending', 'applied', 'rejected', 'withdrawn', 'refused', 'stale', 'expired', 'cancelled']);

/** What a partner asked for and the customer has not yet decided (D36, D37). */
export const ChangeRequest = Type.Object({
  id: IdOf('chg'),
  customer: IdOf('org'),
  customerName: Type.String(),
  partner: IdOf('org'),
  state: ChangeState,
  event: Type.String(),
  target: Type.Object({ type: Type.String(), id: Type.String(), name: Type.String() }),
  /** of an assignment also the scope that it would lose, while it has it: as far as the reader may know of it, in the answer for a single request */
  before: Type.Unknown(),
  after: Type.Unknown(),
  /** people and security groups of the partner that stand in `before` and `after` by id; only in the answer for a single request */
  members: Type.Optional(Type.Array(Type.Object({ id: Type.String(), name: Type.String() }))),
  reason: Type.Union([Type.String(), Type.Null()]),
  requestedBy: PersonRef,
  requestedAt: Instant,
  expiresAt: Instant,
  version: Version,
  allowedActions: AllowedActions,
});
export type ChangeRequest = Static<typeof ChangeRequest>;

/** The answer 202 of an act that waits for the customer. */
export const Waiting = Type.Object({
  changeRequest: Type.Object({
    id: IdOf('chg'),
    state: Type.Literal('pending'),
    event: Type.String(),
    target: Type.Object({ type: Type.String(), id: Type.String(), name: Type.String() }),
    expiresAt: Instant,
  }),
});
export type Waiting = Static<typeof Waiting>;

export const changes = {
  list: operation({
    id: 'change_requests.list',
    method: 'GET',
    path: '/change-requests',
    summary: 'Change requests I may see: of my organization as customer or as asker',
    query: Closed({
      ...PageQuery,
      ...CustomerFilter,
      state: Type.Optional(ChangeState),
      target: Type.Optional(Type.String({ minLength: 1, maxLength: 64, description: 'the id of what would change' })),
    }),
    success: { status: 200, body: Page(ChangeRequest) },
    refusals: ['invalid_cursor', 'unknown_filter'],
  }),
  get: operation({
    id: 'change_requests.get',
    method: 'GET',
    path: '/customers/{customer}/change-requests/{changeRequest}',
    summary: 'One change request',
    success: { status: 200, body: ChangeRequest },
  }),
};
