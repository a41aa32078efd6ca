import { type QueryKey, useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { meQuery, useMe } from '../../api/me.ts';
import type { Group, User } from '../../api/shapes.ts';
import { usePageScope } from '../../app/use-page.ts';

/** Where the people and groups of one's own organization stand in the API. */
export function useDirectoryPath(): string {
  return `/organizations/${useMe().organization.id}`;
}

export function useDirectoryKey(): (...rest: unknown[]) => QueryKey {
  const { key } = usePageScope();
  return (...rest) => key('directory', ...rest);
}

/** What a change of people or groups may change: the directory, what stands on it, and one's own rights. */
export function useDirectoryTouched(): QueryKey[] {
  const { key } = usePageScope();
  return [key('directory'), key('roles'), key('partners'), ['me', 'candidates'], ['me', 'tenant-managers'], meQuery.queryKey];
}

export function usePerson(user: string) {
  const path = useDirectoryPath();
  const key = useDirectoryKey();
  return useQuery({ queryKey: key('user', user), queryFn: ({ signal }) => api.get<User>(`${path}/users/${encodeURIComponent(user)}`, { signal }) });
}

export function useGroup(group: string) {
  const path = useDirectoryPath();
  const key = useDirectoryKey();
  return useQuery({
    queryKey: key('group', group),
    queryFn: ({ signal }) => api.get<Group>(`${path}/groups/${encodeURIComponent(group)}`, { signal }),
  });
}
