import { useTranslation } from 'react-i18next';
import type { Incident } from '../../api/shapes.ts';

/** Whose hands a ticket is in; another organization's person is not named where the reader may not know it (D22). */
export function useAssigneeWords(): (incident: Incident) => string {
  const { t } = useTranslation('incidents');
  return ({ assignee, assigned, customerName }) => {
    if (assignee !== undefined) return assignee.name;
    return assigned === 'nobody' ? t('nobody') : t('elsewhere', { customer: customerName });
  };
}
