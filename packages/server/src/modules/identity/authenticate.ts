import type { Person } from '../../kernel/call.ts';
import { type Refusal, refuse } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { type PresentedCredential, bearerOf, credentialMatches, parseCredential } from '../../platform/credentials/credential.ts';
import type { Credentials } from '../../platform/http/doorkeepers.ts';
import { equalSecrets } from '../../platform/keys/equal-secrets.ts';
import type { InstanceKey } from '../../platform/keys/instance-key.ts';
import { type Db, inSnapshot } from '../../platform/postgres/in-tenant.ts';
import { withoutLocks } from '../../platform/postgres/without-locks.ts';
import { csrfTokenOf } from './csrf-token.ts';
import { readCookie, sessionCookie } from './cookies.ts';
import type { SignInSettings } from './settings.ts';
import { type Holder, noteSessionSeen, readSession } from './sessions.store.ts';
import { noteTokenUsed, readToken } from './tokens.store.ts';

export type Authenticated = { ok: true; person: Person; csrfToken?: string };

/**
 * Who asks: by an API token, or by the portal's session. With an `Authorization` header cookies count for nothing. Whatever
 * is wrong with a credential, the refusal is the same: 401 `not_signed_in` (A19, A20). Judged anew with every request, by
 * the person as it is now (A74).
 *
 * A cookie that would act must come from our own pages: 403 `csrf` (A35).
 */
export function authenticate(db: Db, key: InstanceKey, settings: SignInSettings, request: Credentials): Promise<Authenticated | Refusal> {
  return request.authorization === undefined ? bySession(db, key, settings, request) : byToken(db, request.authorization);
}

async function byToken(db: Db, authorization: string): Promise<Authenticated | Refusal> {
  const token = parseCredential('api', bearerOf(authorization));
  const holder = token && (await holderOf(db, token, readToken));
  if (token === undefined || holder === undefined) return refuse('not_signed_in');
  if (holder.noteUse) await note(db, token, noteTokenUsed);
  return { ok: true, person: personOf(token, holder, 'token') };
}

async function bySession(db: Db, key: InstanceKey, settings: SignInSettings, request: Credentials): Promise<Authenticated | Refusal> {
  const session = parseCredential('session', readCookie(request.cookie, sessionCookie(settings)));
  const holder = session && (await holderOf(db, session, readSession));
  if (session === undefined || holder === undefined) return refuse('not_signed_in');
  const csrfToken = csrfTokenOf(key, session);
  if (!['GET', 'HEAD'].includes(request.method)) {
    const shown = request.header('x-csrf-token');
    if (!isOwnPage(settings, request) || shown === undefined || !equalSecrets(shown, csrfToken)) return refuse('csrf');
  }
  if (holder.noteUse) await note(db, session, noteSessionSeen);
  return { ok: true, person: personOf(session, holder, 'session'), csrfToken };
}

/** Browsers say where a request comes from; those that do not say `Sec-Fetch-Site` say `Origin` with everything that acts. */
export function isOwnPage(settings: SignInSettings, request: Pick<Credentials, 'header'>): boolean {
  const site = request.header('sec-fetch-site');
  return site === undefined ? request.header('origin') === settings.origin : site === 'same-origin';
}

type Read = (tx: TenantTx, organization: PresentedCredential['organization'], id: string) => Promise<Holder | undefined>;
async function holderOf(db: Db, credential: PresentedCredential, read: Read): Promise<Holder | undefined> {
  const { organization, id } = credential;
  const holder = await inSnapshot(db, [organization], (tx) => read(tx, organization, id));
  return holder !== undefined && credentialMatches(credential, holder.digest) ? holder : undefined;
}

/** At most once a minute, because a request is a read nearly always; it waits for nobody, as a read does not. */
function note(
  db: Db,
  { organization, id }: PresentedCredential,
  write: (tx: TenantTx, organization: PresentedCredential['organization'], id: string) => Promise<void>,
): Promise<void> {
  return withoutLocks(db, [organization], (tx) => write(tx, organization, id));
}

const personOf = ({ organization, id }: PresentedCredential, holder: Holder, channel: Person['channel']): Person => ({
  kind: 'person',
  user: holder.user,
  organization,
  name: holder.name,
  organizationName: holder.organizationName,
  channel,
  credential: id,
  signedInAt: holder.signedInAt,
  ...limitsOf(holder),
});

function limitsOf({ permissions, customers }: Holder): Pick<Person, 'limits'> {
  const narrows = Array.isArray(permissions) || Array.isArray(customers);
  return narrows ? { limits: { permissions: permissions ?? undefined, customers: customers ?? undefined } } : {};
}
