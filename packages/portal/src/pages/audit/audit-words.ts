import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '../../api/shapes.ts';
import { useTerm } from '../../ui/term.ts';

/** Who did it, and what it was done to, in words. A machine is named as one; a person by name (D47). */
export function useAuditWords() {
  const { t } = useTranslation('audit');
  const term = useTerm();
  return {
    person: ({ actor, channel }: AuditEntry): string =>
      channel === 'agent' ? term('channel', 'agent') : channel === 'platform' && actor.id === 'platform' ? t('platform') : actor.name,
    target: ({ target }: AuditEntry): string =>
      target.name === '' ? term('target', target.type) : t('named', { kind: term('target', target.type), name: target.name }),
    action: ({ action }: AuditEntry): string => term('action', action),
  };
}
