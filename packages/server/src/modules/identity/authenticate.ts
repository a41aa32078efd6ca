import type { OrganizationId } from '@keyholder/contract';
import type { Person } from '../../kernel/call.ts';
import { type Refusal, refuse } from '../../kernel/result.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { type PresentedCredential, bearerOf, credentialMatches, parseCredential } from '../../platform/credentials/credential.ts';
import type { Credentials } from '../../platform/http/doorkeepers.ts';
import { equalSecrets } from '../../platform/keys/equal-secrets.ts';
import type { InstanceKey } from '../../platform/keys/instance-key.ts';
import { foresee, inForesight, mayForesee } from '../../platform/postgres/foresight.ts';
import type { Db } from '../../platform/postgres/in-tenant.ts';
import { withoutLocks } from '../../platform/postgres/without-locks.ts';
import { csrfTokenOf } from './csrf-token.ts';
import { readCookie, sessionCookie } from './cookies.ts';
import { SeenHolders, isSameHolder } from './seen-holders.ts';
import type { SignInSettings } from './settings.ts';
import { type Holder, noteSessionSeen, readSession } from './sessions.store.ts';
import { noteTokenUsed, readToken } from './tokens.store.ts';

export type Authenticated = { ok: true; person: Person; csrfToken?: string };
type NotSignedIn = Refusal<'not_signed_in' | 'csrf'>;

/**
 * Who asks: by an API token, or by the portal's session. With an `Authorization` header cookies count for nothing. Whatever
 * is wrong with a credential, the refusal is the same: 401 `not_signed_in` (A19, A20). Judged anew with every request, by
 * the person as it is now (A74).
 *
 * A cookie that would act must come from our own pages: 403 `csrf` (A35).
 */
export function authenticate(db: Db, key: InstanceKey, settings: SignInSettings, request: Credentials): Promise<Authenticated | NotSignedIn> {
  return readAs({ db, key, settings, seen: new SeenHolders() }, request, (_, caller) => Promise.resolve(caller));
}

export type ReadingAs = { db: Db; key: InstanceKey; settings: SignInSettings; seen: SeenHolders };

/**
 * The same, and what the caller reads: of one snapshot, so that the credential was good at the instant the answer is of (D43). Where its
 * holder was seen before, the read begins while it is looked up, and counts only if it still is the same.
 *
 * @param read may run twice: it has no effect but its answer
 */
export async function readAs<T>(
  { db, key, settings, seen }: ReadingAs,
  request: Credentials,
  read: (tx: TenantTx, caller: Authenticated) => Promise<T>,
): Promise<T | NotSignedIn> {
  const shown = request.authorization === undefined ? shownSession(key, settings, request) : shownToken(request.authorization);
  if (shown === undefined) return refuse('not_signed_in');
  const { organization, id } = shown.credential;
  let isNoted = true;
  const answer = await inForesight(db, [organization], async (tx) => {
    const last = mayForesee(tx) ? seen.last(id) : undefined;
    const look = (): Promise<Holder | undefined> => shown.find(tx, organization, id).then((found) => seen.note(id, found));
    if (last !== undefined && credentialMatches(shown.credential, last.digest)) {
      const caller = shown.caller(last);
      if (!caller.ok) return caller;
      const { promise: isSame, resolve, reject } = Promise.withResolvers<boolean>();
      foresee(tx, isSame);
      const reading = read(tx, caller); // first, so that how far it reaches is said with the beginning of the snapshot
      look().then((found) => {
        isNoted = found?.noteUse !== true;
        resolve(found !== undefined && isSameHolder(found, last));
      }, reject);
      return reading;
    }
    const holder = await look();
    if (holder === undefined || !credentialMatches(shown.credential, holder.digest)) return refuse('not_signed_in');
    const caller = shown.caller(holder);
    if (!caller.ok) return caller;
    isNoted = !holder.noteUse;
    return read(tx, caller);
  });
  // at most once a minute, because a request is a read nearly always; it waits for nobody, as a read does not
  if (!isNoted) await withoutLocks(db, [organization], (tx) => shown.note(tx, organization, id));
  return answer;
}

/** A credential that stands for a person: where it is looked up, and whom it lets in once it was found to be good. */
type Shown = {
  credential: PresentedCredential;
  find: (tx: TenantTx, organization: OrganizationId, id: string) => Promise<Holder | undefined>;
  caller: (holder: Holder) => Authenticated | Refusal<'csrf'>;
  note: (tx: TenantTx, organization: OrganizationId, id: string) => Promise<void>;
};

function shownToken(authorization: string): Shown | undefined {
  const credential = parseCredential('api', bearerOf(authorization));
  if (credential === undefined) return undefined;
  const caller = (holder: Holder): Authenticated => ({ ok: true, person: personOf(credential, holder, 'token') });
  return { credential, find: readToken, caller, note: noteTokenUsed };
}

function shownSession(key: InstanceKey, settings: SignInSettings, request: Credentials): Shown | undefined {
  const credential = parseCredential('session', readCookie(request.cookie, sessionCookie(settings)));
  if (credential === undefined) return undefined;
  const csrfToken = csrfTokenOf(key, credential);
  const caller = (holder: Holder): ReturnType<Shown['caller']> => {
    const sent = request.header('x-csrf-token');
    const acts = !['GET', 'HEAD'].includes(request.method);
    if (acts && (!isOwnPage(settings, request) || sent === undefined || !equalSecrets(sent, csrfToken))) return refuse('csrf');
    return { ok: true, person: personOf(credential, holder, 'session'), csrfToken };
  };
  return { credential, find: readSession, caller, note: noteSessionSeen };
}

/** Browsers say where a request comes from; those that do not say `Sec-Fetch-Site` say `Origin` with everything that acts. */
export function isOwnPage(settings: SignInSettings, request: Pick<Credentials, 'header'>): boolean {
  const site = request.header('sec-fetch-site');
  return site === undefined ? request.header('origin') === settings.origin : site === 'same-origin';
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
