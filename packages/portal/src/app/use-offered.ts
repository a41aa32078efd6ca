import { useMe } from '../api/me.ts';
import { type ListSection, paths } from '../paths.ts';
import { usePageScope } from './use-page.ts';

/** Whether the server offers a list to this person on the side of this page; parts that need it are absent without (D71). */
export function useOffered(): (section: ListSection) => boolean {
  const { pages } = useMe();
  const { scope } = usePageScope();
  return (section) => pages.includes(paths[section](scope).replace(/^\/partner\/c\/[^/]+/, '/partner/c/:customer'));
}
