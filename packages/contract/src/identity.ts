import { Type, type Static } from 'typebox';
import { Country } from './countries.ts';
import { IdOf } from './ids.ts';
import { Closed, operation } from './operation.ts';
import { PermissionKeySchema } from './permissions.ts';
import { Instant, Name, Page, PageQuery } from './values.ts';

const OrganizationRef = Type.Object({ id: Type.String(), name: Type.String(), domain: Type.String() });
const Side = Type.Enum(['organization', 'partner', 'operator']);

/** Who is signed in, and what the portal may show at all. */
export const Me = Type.Object({
  id: Type.String(),
  name: Type.String(),
  email: Type.String(),
  language: Type.Enum(['en', 'fr', 'ru']),
  organization: Type.Object({
    id: Type.String(),
    name: Type.String(),
    domain: Type.String(),
    domains: Type.Array(Type.String()),
    partnerEligible: Type.Boolean(),
  }),
  roles: Type.Array(Type.String()),
  sides: Type.Array(Side),
  /** customers this person has an assignment at, as a partner's person (D45) */
  customers: Type.Array(OrganizationRef),
  /** pages the server offers to this person, by the path names of the portal; the portal computes no permission */
  pages: Type.Array(Type.String()),
  demo: Type.Boolean(),
  csrfToken: Type.Optional(Type.String()),
  signedInAt: Type.Optional(Instant),
});
export type Me = Static<typeof Me>;

export const ApiToken = Type.Object({
  id: IdOf('tok'),
  name: Type.String(),
  createdAt: Instant,
  expiresAt: Instant,
  lastUsedAt: Type.Union([Instant, Type.Null()]),
  /** all that it may do of what its person may; null: everything (A16) */
  permissions: Type.Union([Type.Array(PermissionKeySchema), Type.Null()]),
  /** the organizations it is for, the own one where it is among them; null: all in its person's reach (A17) */
  customers: Type.Union([Type.Array(IdOf('org')), Type.Null()]),
  /** shown once, in the answer that made it */
  secret: Type.Optional(Type.Union([Type.String(), Type.Null()])),
});
export type ApiToken = Static<typeof ApiToken>;

export const identity = {
  me: operation({ id: 'me.get', method: 'GET', path: '/me', summary: 'Who am I, and what is in my reach', success: { status: 200, body: Me } }),
  setLanguage: operation({
    id: 'me.update',
    method: 'PATCH',
    path: '/me',
    summary: 'Change my language',
    body: Closed({ language: Type.Enum(['en', 'fr', 'ru']) }),
    success: { status: 200, body: Me },
  }),
  tokens: operation({
    id: 'tokens.list',
    method: 'GET',
    path: '/me/tokens',
    summary: 'My API tokens',
    query: Closed(PageQuery),
    success: { status: 200, body: Page(ApiToken) },
    refusals: ['invalid_cursor', 'session_required'],
  }),
  createToken: operation({
    id: 'tokens.create',
    method: 'POST',
    path: '/me/tokens',
    summary: 'Make an API token; its secret is shown once',
    body: Closed({
      name: Name,
      expiresInDays: Type.Integer({ minimum: 1, maximum: 365 }),
      permissions: Type.Optional(Type.Array(PermissionKeySchema, { minItems: 1, maxItems: 200 })),
      customers: Type.Optional(Type.Array(IdOf('org'), { minItems: 1, maxItems: 1000 })),
    }),
    success: { status: 201, body: ApiToken },
    refusals: ['session_required', 'step_up_required', 'idempotency_mismatch', 'read_only', 'exceeds_own_rights'],
  }),
  revokeToken: operation({
    id: 'tokens.revoke',
    method: 'DELETE',
    path: '/me/tokens/{token}',
    summary: 'Revoke an API token at once',
    success: { status: 200, body: ApiToken },
    refusals: ['session_required'],
  }),
};

export const setup = {
  state: operation({
    id: 'setup.state',
    method: 'GET',
    path: '/setup',
    summary: 'Whether this instance waits for its first set-up',
    success: { status: 200, body: Type.Object({ open: Type.Literal(true) }) },
  }),
  complete: operation({
    id: 'setup.complete',
    method: 'POST',
    path: '/setup',
    summary: 'First-run set-up with the token printed on the console',
    body: Closed({
      token: Type.String({ minLength: 1, maxLength: 200 }),
      operator: Closed({
        name: Name,
        email: Type.String({ minLength: 3, maxLength: 254 }),
        password: Type.String({ minLength: 12, maxLength: 128 }),
      }),
      organization: Closed({ name: Name, domain: Type.String({ minLength: 1, maxLength: 253 }), country: Country }),
    }),
    success: { status: 201, body: Type.Object({ organization: Type.String(), operator: Type.String() }) },
    refusals: ['domain_unavailable'],
  }),
};
