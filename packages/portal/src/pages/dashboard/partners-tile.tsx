import { useTranslation } from 'react-i18next';
import { useScopedList } from '../../api/cursor-list.ts';
import { useMe } from '../../api/me.ts';
import type { Delegation } from '../../api/shapes.ts';
import { AppLink } from '../../app/link.tsx';
import { usePageScope } from '../../app/use-page.ts';
import { paths } from '../../paths.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { Surface } from '../../ui/surface.tsx';
import { RowList } from './row-list.tsx';

/** Who outside has access to one's rooms. */
export function PartnersTile() {
  const { t } = useTranslation('dashboard');
  const { organization } = useMe();
  const { key } = usePageScope();
  const list = useScopedList<Delegation>(key('partners'), `/customers/${organization.id}/partners`);
  const standing = { ...list, rows: list.rows.filter(({ state }) => state !== 'ended') };
  return (
    <Surface title={t('partners.title')} actions={<AppLink to={paths.partners()}>{t('partners.all')}</AppLink>}>
      <RowList
        list={standing}
        empty={t('partners.none')}
        show={({ partner, partnerCard, roomCount, state }) => ({
          id: partner,
          main: (
            <AppLink look="quiet" to={paths.partnerDetail(partner)}>
              {partnerCard.name}
            </AppLink>
          ),
          detail: (
            <>
              {partnerCard.domain} · {t('rooms.count', { count: roomCount })}
            </>
          ),
          end: <StatusBadge kind="relationship" value={state} />,
        })}
      />
    </Surface>
  );
}
