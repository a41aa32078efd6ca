import type { OrganizationId, PermissionKey, UserId } from '@keyholder/contract';

/** What a credential is narrowed to; undefined is not narrowed. It takes away and never gives (A16, A17). */
export type Limits = { permissions: readonly PermissionKey[] | undefined; customers: readonly OrganizationId[] | undefined };

/** A person, by a session or by an API token of theirs. Carries identity only, never rights. */
export type Person = {
  kind: 'person';
  user: UserId;
  organization: OrganizationId;
  name: string;
  organizationName: string;
  channel: 'session' | 'token';
  /** id of the session or of the token */
  credential: string;
  /** when the person last proved who they are; for a token: when the session that made it did */
  signedInAt: Date;
  /** of a token that is narrowed */
  limits?: Limits;
};
/** The platform itself: set-up, world loader, jobs. Rules about who asks do not apply to it. */
export type Platform = {
  kind: 'platform';
  name: string;
  /** a world is being loaded: its acts stand in the ledgers as the one entry world.loaded */
  loading?: 'world';
};
/** Somebody who holds a genuine activation link, before there is any other way for that person to sign in. */
export type LinkHolder = { kind: 'link-holder'; organization: OrganizationId; organizationName: string; user: UserId; name: string; link: string };
/** The program in a room. */
export type AgentActor = { kind: 'agent'; organization: OrganizationId; room: string; agent: string };
/** Asks the decision API about others; may do nothing else. */
export type DecisionClient = {
  kind: 'decision-client';
  id: string;
  name: string;
  /** whose it is, and what it may ask about; undefined: the platform’s, about everybody */
  organization: OrganizationId | undefined;
};

export type Actor = Person | Platform | AgentActor | LinkHolder;

/** Who asks, and the request by which they ask. */
export type Call<A extends Actor = Actor> = {
  actor: A;
  /** `req_…`, the trace id of answer and audit alike */
  request: string;
  /** the asker's own words (header `Keyholder-Reason`), if any */
  reason: string | null;
};
