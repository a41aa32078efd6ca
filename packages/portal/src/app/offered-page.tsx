import type { AsyncRouteComponent } from '@tanstack/react-router';
import { useMe } from '../api/me.ts';
import { ForbiddenPage } from '../shell/problem-page.tsx';
import { offeredAs, type PageRoute } from './page-route.ts';

/**
 * A page only where the server offers it to this person, as in the nav. Opened by its address it would ask for what is
 * refused, and leave that refusal in the ledger.
 */
export function whereOffered(route: Pick<PageRoute, 'path' | 'offered'>, Page: AsyncRouteComponent<object>): AsyncRouteComponent<object> {
  const name = offeredAs(route);
  const Offered = () => (useMe().pages.includes(name) ? <Page /> : <ForbiddenPage />);
  return Object.assign(Offered, { preload: () => Page.preload?.() });
}
