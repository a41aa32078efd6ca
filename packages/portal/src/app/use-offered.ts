import { useMe } from '../api/me.ts';
import { type ListSection, paths, patternOf } from '../paths.ts';
import { usePageScope } from './use-page.ts';

/** Whether the server offers an address to this person; links and parts that need it are absent without (D71). */
export function useMayOpen(): (path: string) => boolean {
  const { pages } = useMe();
  return (path) => pages.includes(patternOf(path));
}

/** The same for a list on the side of this page. */
export function useOffered(): (section: ListSection) => boolean {
  const mayOpen = useMayOpen();
  const { scope } = usePageScope();
  return (section) => mayOpen(paths[section](scope));
}
