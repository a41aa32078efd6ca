import { useMe } from '../api/me.ts';
import { isInReach, type ListSection, paths, patternOf } from '../paths.ts';
import { scopeOf } from '../shell/navigation.ts';
import { usePageScope } from './use-page.ts';

/** Whether the server offers an address to this person; links and parts that need it are absent without (D71). */
export function useMayOpen(): (path: string) => boolean {
  const { pages, customers } = useMe();
  return (path) => pages.includes(patternOf(path)) && isInReach(scopeOf(path), customers);
}

/** The same for a list on the side of this page. */
export function useOffered(): (section: ListSection) => boolean {
  const mayOpen = useMayOpen();
  const { scope } = usePageScope();
  return (section) => mayOpen(paths[section](scope));
}
