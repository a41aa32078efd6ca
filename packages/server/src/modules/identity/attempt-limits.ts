import { type Result, ok, refuse } from '../../kernel/result.ts';
import { networkOf } from '../../platform/http/limits.ts';
import type { InstanceKey } from '../../platform/keys/instance-key.ts';
import type { Db } from '../../platform/postgres/in-tenant.ts';
import { countAttempt, uncountAttempts } from './attempts.store.ts';
import { type KnownBrowser, knowsAccount } from './known-browser.ts';
import type { SignInSettings } from './settings.ts';

/** Counts that were taken for one try; to be given back when it succeeds. */
export type Counted = readonly string[];

export const accountDigest = (key: InstanceKey, address: string): string => key.sign('sign-in account', address).toString('base64url');

/**
 * Whether this try to sign in may go on, and counts it: 5 failures a minute per account, 30 per network (security.md
 * section 7). A browser in which the account has signed in before counts by itself: whoever fails elsewhere, or next door
 * in the same network, does not lock the owner out there. Known and unknown accounts are counted alike (A26).
 */
export async function takeAttempt(
  db: Db,
  key: InstanceKey,
  settings: SignInSettings,
  attempt: { account: string; network: string; browser: KnownBrowser | undefined },
): Promise<Result<Counted, 'rate_limited'>> {
  const { perAccount, perNetwork } = settings.limits ?? { perAccount: 5, perNetwork: 30 };
  const { account, browser } = attempt;
  const known = browser !== undefined && knowsAccount(browser, account);
  const limits = known
    ? [{ counter: `browser ${browser.id} ${account}`, most: perAccount }]
    : [
        { counter: `network ${key.sign('sign-in network', attempt.network).toString('base64url')}`, most: perNetwork },
        { counter: `account ${account}`, most: perAccount },
      ];
  const counted: string[] = [];
  for (const { counter, most } of limits) {
    const { count, secondsLeft } = await countAttempt(db, counter);
    counted.push(counter);
    if (count > most) return refuse('rate_limited', { more: { retryAfterSeconds: secondsLeft } });
  }
  return ok(counted);
}

/** A limit on something else that anybody may try: `what` and the network it comes from. */
export async function takeNetworkAttempt(
  db: Db,
  key: InstanceKey,
  what: string,
  address: string,
  most: number,
): Promise<Result<Counted, 'rate_limited'>> {
  const counter = `${what} ${key.sign('sign-in network', networkOf(address)).toString('base64url')}`;
  const { count, secondsLeft } = await countAttempt(db, counter);
  return count > most ? refuse('rate_limited', { more: { retryAfterSeconds: secondsLeft } }) : ok([counter]);
}

export const giveBack = (db: Db, counted: Counted): Promise<void> => uncountAttempts(db, counted);
