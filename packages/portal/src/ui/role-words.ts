import { useTranslation } from 'react-i18next';
import type { RoleRef } from '../api/shapes.ts';
import { useFormat } from '../i18n/format.ts';
import { useTerm } from './term.ts';

/** The built-in assignment of every delegation, as the API names it; all other names are people's own. */
const assignedAdmins = 'Assigned admins';

/** The name of a role or an assignment: built-in ones by their word, those of people as they are. */
export function useRoleWord(): (name: string) => string {
  const { t } = useTranslation('ui');
  const term = useTerm();
  return (name) => (name === assignedAdmins ? t('assignedAdmins') : term('role', name));
}

/** The name of a role that somebody holds: built-in and directory roles by their word. */
export function useRoleName(): (role: RoleRef) => string {
  const term = useTerm();
  return ({ id, name, builtIn }) => (builtIn ? term('role', id) : name);
}

/** Names of roles and assignments, as one list. */
export function useRoleWords(): (names: readonly string[]) => string {
  const format = useFormat();
  const word = useRoleWord();
  return (names) => format.list(names.map(word));
}
