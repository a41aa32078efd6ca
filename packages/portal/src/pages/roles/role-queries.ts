import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { useScopedList } from '../../api/cursor-list.ts';
import type { AllowedAction, Assignment, Delegation, Page, PermissionCell, Role } from '../../api/shapes.ts';
import { usePageScope } from '../../app/use-page.ts';
import { assignmentPath, assignmentsPath, type RoleHome, rolePath, rolesPath } from './role-home.ts';

type RoleList = Page<Role> & { matrix: readonly PermissionCell[]; allowedActions: readonly AllowedAction[] };

const side = ({ customer, partner }: RoleHome): string => `${customer} ${partner ?? ''}`;

export function useRoles(home: RoleHome) {
  const { key } = usePageScope();
  return useScopedList<Role>(key('roles', side(home), 'list'), rolesPath(home));
}

/** The permission matrix as this person may use it here, and whether it may make roles. */
export function useMatrix(home: RoleHome) {
  const { key } = usePageScope();
  return useQuery({
    queryKey: key('roles', side(home), 'matrix'),
    queryFn: async ({ signal }) => {
      const { matrix, allowedActions } = await api.get<RoleList>(rolesPath(home), { query: { limit: 1 }, signal });
      return { matrix, allowedActions };
    },
  });
}

/** Partners whose delegation stands. */
export function useStandingPartners(customer: string) {
  const { key } = usePageScope();
  const list = useScopedList<Delegation>(key('partners'), `/customers/${customer}/partners`);
  return { ...list, rows: list.rows.filter(({ state }) => state !== 'ended') };
}

export function useRole(home: RoleHome, role: string | undefined) {
  const { key } = usePageScope();
  return useQuery({
    enabled: role !== undefined,
    queryKey: key('roles', side(home), 'one', role),
    queryFn: ({ signal }) => api.get<Role>(rolePath(home, role ?? ''), { signal }),
  });
}

export function useAssignments(home: RoleHome, role: string) {
  const { key } = usePageScope();
  return useScopedList<Assignment>(key('roles', side(home), 'assignments', role), assignmentsPath(home, role));
}

export function useAssignment(home: RoleHome, role: string, assignment: string) {
  const { key } = usePageScope();
  return useQuery({
    queryKey: key('roles', side(home), 'assignment', role, assignment),
    queryFn: ({ signal }) => api.get<Assignment>(assignmentPath(home, role, assignment), { signal }),
  });
}
