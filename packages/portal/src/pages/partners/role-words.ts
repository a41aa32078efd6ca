import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format.ts';
import { useTerm } from '../../ui/term.ts';

/** The built-in assignment of every delegation, as the API names it; all other names are people's own. */
const assignedAdmins = 'Assigned admins';

/** Names of roles and assignments, as one list. */
export function useRoleWords(): (names: readonly string[]) => string {
  const { t } = useTranslation('partners');
  const format = useFormat();
  const term = useTerm();
  return (names) => format.list(names.map((name) => (name === assignedAdmins ? t('assignedAdmins') : term('role', name))));
}
