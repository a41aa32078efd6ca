import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router';
import { meQuery } from '../api/me.ts';
import { Problem } from '../api/problem.ts';
import { onSignedOut, queryClient } from '../api/query-client.ts';
import type { Me } from '../api/shapes.ts';
import { loadNamespaces } from '../i18n/i18n.ts';
import { paths } from '../paths.ts';
import { NotFoundPage, ProblemPage } from '../shell/problem-page.tsx';
import { lastPage, startPage } from '../shell/last-page.ts';
import { Shell } from '../shell/shell.tsx';
import { type PageRoute } from './page-route.ts';
import { whereOffered } from './offered-page.tsx';
import { openPages, signedInPages } from './pages.ts';
import { parseSearch, searchText } from './search.ts';

const rootRoute = createRootRoute({
  component: Outlet,
  // Outside the shell, which has the landmark itself.
  notFoundComponent: () => (
    <main>
      <NotFoundPage />
    </main>
  ),
});

async function requireMe(href: string): Promise<void> {
  try {
    await queryClient.ensureQueryData(meQuery);
  } catch (error) {
    if (error instanceof Problem && error.facts.status === 401) throw redirect({ to: paths.signIn(), search: { return: href } });
    throw error;
  }
}

const signedIn = createRoute({
  getParentRoute: () => rootRoute,
  id: 'signed-in',
  beforeLoad: ({ location }) => requireMe(location.href),
  loader: () => loadNamespaces(['terms', 'problems']),
  component: Shell,
});

const pageRoute = (page: PageRoute, parent: typeof signedIn | typeof rootRoute) => {
  const { path, catalogues, load } = page;
  const component = lazyRouteComponent(() => load().then((each) => ({ default: each })));
  return createRoute({
    getParentRoute: () => parent,
    path,
    loader: () => loadNamespaces(catalogues),
    component: parent === signedIn ? whereOffered(page, component) : component,
  });
};

const forwards = [
  { path: paths.home(), target: startPage },
  { path: paths.org(), target: ({ pages }: Me) => lastPage('organization', pages) },
  { path: paths.partner(), target: ({ pages }: Me) => lastPage('partner', pages) },
].map(({ path, target }) =>
  createRoute({
    getParentRoute: () => signedIn,
    path,
    beforeLoad: async () => {
      throw redirect({ to: target(await queryClient.ensureQueryData(meQuery)), replace: true });
    },
  }),
);

const routeTree = rootRoute.addChildren([
  ...openPages.map((page) => pageRoute(page, rootRoute)),
  signedIn.addChildren([...forwards, ...signedInPages.map((page) => pageRoute(page, signedIn))]),
]);

export const router = createRouter({
  routeTree,
  parseSearch: (text): Record<string, unknown> => parseSearch(text),
  stringifySearch: searchText,
  defaultErrorComponent: ProblemPage,
  defaultNotFoundComponent: NotFoundPage,
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
});

// The session is over: to the sign-in and back to this page; whoever signs in then starts with an empty memory.
onSignedOut(() => {
  if (router.state.location.pathname === paths.signIn()) return;
  const back = router.state.location.href;
  // Whoever was not seen here before had no session that could be over.
  const ended = queryClient.getQueryData(meQuery.queryKey) !== undefined;
  queryClient.clear();
  void router.navigate({ to: paths.signIn(), search: { return: back, ...(ended ? { state: 'ended' } : {}) } });
});
