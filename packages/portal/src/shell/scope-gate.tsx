import type { ReactNode } from 'react';
import { useMe } from '../api/me.ts';
import { isInReach, type Scope } from '../paths.ts';
import { AccessEndedPage, NotFoundPage } from './problem-page.tsx';
import { useStore } from './store.ts';
import { endedAccess } from './use-ended-access.ts';

/** Shows a page of one customer only while `/me` lists that customer; afterwards what became of the access. */
export function ScopeGate({ scope, children }: { scope: Scope; children: ReactNode }) {
  const { customers } = useMe();
  const ended = useStore(endedAccess);
  if (scope.side === 'org' || isInReach(scope, customers)) return <>{children}</>;
  const name = ended.get(scope.customer);
  return name === undefined ? <NotFoundPage /> : <AccessEndedPage customer={name} />;
}
