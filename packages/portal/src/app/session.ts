import { api, holdCsrfToken } from '../api/client.ts';
import { meQuery } from '../api/me.ts';
import { Problem } from '../api/problem.ts';
import { queryClient } from '../api/query-client.ts';
import type { Me } from '../api/shapes.ts';
import { paths } from '../paths.ts';
import { stepUp } from '../shell/step-up-store.ts';

/** What the tabs of this browser tell each other: that the person is gone, or has signed in anew. */
type Message = 'signed out' | 'signed in';
const channel = new BroadcastChannel('keyholder-session');

/** Customer data live in memory only; after this none is left (portal.md section 4, privacy). */
function forgetEverything(): void {
  holdCsrfToken(undefined);
  queryClient.clear();
}

const signedOut = `${paths.signIn()}?state=signed-out`;

channel.addEventListener('message', ({ data }: MessageEvent<Message>) => {
  if (data === 'signed in') void meetNewSession();
  else {
    forgetEverything();
    location.replace(signedOut);
  }
});

/** The page of this site to come back to after signing in; anything else is the start page. */
export function returnPath(candidate: string | undefined): string {
  if (candidate === undefined || !/^\/(?![/\\])/.test(candidate)) return '/';
  const target = new URL(candidate, location.origin);
  return target.origin === location.origin ? target.pathname + target.search : '/';
}

/** Leaves the portal for the sign-in; it comes back to `back`. @param freshly `fresh`: also where somebody is signed in */
export function signInAddress(back: string, freshly: 'fresh' | 'any' = 'any'): string {
  const search = new URLSearchParams({ returnTo: back });
  if (freshly === 'fresh') search.set('stepUp', '1');
  return `/auth/sign-in?${search.toString()}`;
}

/**
 * A fresh sign-in in a window of its own, so that what is typed on this page stays (portal.md 1.5). Where the browser opens
 * none, the page itself goes there and comes back to `back`.
 */
export function signInAgain(back: string): 'beside' | 'instead' {
  const beside = window.open(signInAddress(paths.signedInAgain(), 'fresh'), 'keyholder-sign-in', 'popup,width=560,height=760');
  if (beside) return 'beside';
  location.assign(signInAddress(back, 'fresh'));
  return 'instead';
}

/** Called by the page in which a fresh sign-in ends. */
export const tellOfNewSession = (): void => channel.postMessage('signed in' satisfies Message);

/** The same person goes on where it was refused; for another one nothing of the former may stay. */
async function meetNewSession(): Promise<void> {
  const former = queryClient.getQueryData<Me>(meQuery.queryKey);
  if (former === undefined) return;
  try {
    const me = await queryClient.fetchQuery({ ...meQuery, staleTime: 0 });
    if (me.id !== former.id) {
      forgetEverything();
      location.replace(paths.home());
      return;
    }
    const waiting = stepUp.get();
    stepUp.set(undefined);
    waiting?.repeat();
  } catch (error) {
    // Nobody is signed in after all: the query has led to the sign-in already.
    if (!(error instanceof Problem)) throw error;
  }
}

export async function signOut(): Promise<void> {
  await api.enter('/auth/sign-out');
  forgetEverything();
  channel.postMessage('signed out' satisfies Message);
  location.replace(signedOut);
}
