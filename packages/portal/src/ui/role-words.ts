import { useTranslation } from 'react-i18next';
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

/** Names of roles and assignments, as one list. */
export function useRoleWords(): (names: readonly string[]) => string {
  const format = useFormat();
  const word = useRoleWord();
  return (names) => format.list(names.map(word));
}
