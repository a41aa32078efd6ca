import { useTranslation } from 'react-i18next';

type Group =
  | 'health'
  | 'severity'
  | 'incident'
  | 'invitation'
  | 'relationship'
  | 'change'
  | 'enrolment'
  | 'outcome'
  | 'device'
  | 'ring'
  | 'mode'
  | 'role'
  | 'channel'
  | 'permission'
  | 'action'
  | 'signal'
  | 'reason'
  | 'target'
  | 'field';

/** The word for a value of the API, e.g. `term('role', 'site-lead')`; a custom one, which has no word, shows itself. */
export function useTerm(): (group: Group, value: string) => string {
  const { i18n } = useTranslation('terms');
  return (group, value) => {
    const known = i18n.getResource(i18n.language, 'terms', `${group}.${value}`);
    return typeof known === 'string' ? known : value;
  };
}
