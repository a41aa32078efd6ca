import { useTranslation } from 'react-i18next';
import { useScopedList } from '../../api/cursor-list.ts';
import type { Incident } from '../../api/shapes.ts';
import { AppLink } from '../../app/link.tsx';
import { usePageScope } from '../../app/use-page.ts';
import { paths, scopeOfRow } from '../../paths.ts';
import { useIncidentTitle } from '../../ui/incident-title.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { Surface } from '../../ui/surface.tsx';
import { RowList } from './row-list.tsx';

/** The newest open incidents in reach. */
export function IncidentsTile() {
  const { t } = useTranslation('dashboard');
  const { scope, all, key } = usePageScope();
  const titleOf = useIncidentTitle();
  const list = useScopedList<Incident>(key('incidents', 'open'), '/incidents', { open: true });
  return (
    <Surface title={t('incidents.title')} actions={<AppLink to={paths.incidents(scope)}>{t('incidents.all')}</AppLink>}>
      <RowList
        list={list}
        empty={t('incidents.none')}
        show={(incident) => ({
          id: incident.id,
          main: (
            <AppLink look="quiet" to={paths.incident(scopeOfRow(scope, incident.customer), incident.id)}>
              {titleOf(incident)}
            </AppLink>
          ),
          detail: (
            <>
              {all && <>{incident.customerName} · </>}
              {incident.roomName} · <RelativeTime at={incident.openedAt} />
            </>
          ),
          end: <StatusBadge kind="severity" value={incident.severity} />,
        })}
      />
    </Surface>
  );
}
