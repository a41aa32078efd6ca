import type { QueryKey } from '@tanstack/react-query';
import { meQuery } from '../../api/me.ts';
import { usePageScope } from '../../app/use-page.ts';

export const groupsPath = (customer: string): string => `/customers/${encodeURIComponent(customer)}/room-groups`;
export const groupPath = (customer: string, group: string): string => `${groupsPath(customer)}/${encodeURIComponent(group)}`;

/** What a change of a group may change: the group, its rooms, and whoever reaches rooms through it. */
export function useTouchedByGroup(): QueryKey[] {
  const { key } = usePageScope();
  return [key('room-groups'), key('rooms'), key('room'), key('audit'), key('roles'), key('partners'), meQuery.queryKey];
}
