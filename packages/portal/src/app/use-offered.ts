import { useMe } from '../api/me.ts';
import type { ListSection } from '../paths.ts';
import { usePageScope } from './use-page.ts';

/** Whether the server offers a list to this person on the side of this page; parts that need it are absent without (D71). */
export function useOffered(): (section: ListSection) => boolean {
  const { pages } = useMe();
  const { scope } = usePageScope();
  return (section) => pages.includes(scope.side === 'org' ? `/org/${section}` : `/partner/c/:customer/${section}`);
}
