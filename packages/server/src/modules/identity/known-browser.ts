import { randomBytes } from 'node:crypto';
import { readSealed, sealText } from './sealed-cookie.ts';
import type { InstanceKey } from '../../platform/keys/instance-key.ts';

/** A browser in which somebody has signed in: a name of its own, and digests of those accounts, newest first. */
export type KnownBrowser = { id: string; accounts: readonly string[] };

export const rememberedForSeconds = 180 * 24 * 3600;
const mostAccounts = 8;
const purpose = 'known browser';

export const knowsAccount = (browser: KnownBrowser, account: string): boolean => browser.accounts.includes(account);

export function readKnownBrowser(key: InstanceKey, cookie: string | undefined): KnownBrowser | undefined {
  const value = readSealed(key, purpose, cookie);
  if (typeof value !== 'object' || value === null || !('id' in value) || !('accounts' in value)) return undefined;
  const { id, accounts } = value;
  return typeof id === 'string' && Array.isArray(accounts) ? { id, accounts: accounts.map(String) } : undefined;
}

/** The cookie's value after this account has signed in here. */
export function rememberAccount(key: InstanceKey, browser: KnownBrowser | undefined, account: string): string {
  const others = (browser?.accounts ?? []).filter((one) => one !== account).slice(0, mostAccounts - 1);
  return sealText(key, purpose, { id: browser?.id ?? randomBytes(16).toString('base64url'), accounts: [account, ...others] });
}
