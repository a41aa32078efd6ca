import { queryClient } from '../api/query-client.ts';
import { api, holdCsrfToken } from '../api/client.ts';
import { paths } from '../paths.ts';

/** Tells the other tabs of this browser that the person is gone, so that they forget what they hold. */
const channel = new BroadcastChannel('keyholder-session');

/** Customer data live in memory only; after this none is left (portal.md section 4, privacy). */
function forgetEverything(): void {
  holdCsrfToken(undefined);
  queryClient.clear();
}

channel.addEventListener('message', () => {
  forgetEverything();
  location.replace(paths.signIn());
});

/** The page of this site to come back to after signing in; anything else is the start page. */
export function returnPath(candidate: string | undefined): string {
  if (candidate === undefined || !/^\/(?![/\\])/.test(candidate)) return '/';
  const target = new URL(candidate, location.origin);
  return target.origin === location.origin ? target.pathname + target.search : '/';
}

/** Leaves the portal for the sign-in of the person's organization; it comes back to `back`. */
export function signInAddress(back: string, freshly: 'fresh' | 'any' = 'any'): string {
  const search = new URLSearchParams({ return: back });
  if (freshly === 'fresh') search.set('fresh', 'true');
  return `/auth/sign-in?${search.toString()}`;
}

export async function signOut(): Promise<void> {
  await api.send('POST', '/session/end', { body: {} });
  forgetEverything();
  channel.postMessage('signed out');
  location.replace(paths.signIn());
}
