import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { RoomGroup } from '../../api/shapes.ts';
import { AppLink } from '../../app/link.tsx';
import { useMayOpen } from '../../app/use-offered.ts';
import { usePageScope } from '../../app/use-page.ts';
import { useFormat } from '../../i18n/format.ts';
import { paths } from '../../paths.ts';
import { useRoleWord } from '../../ui/role-words.ts';
import { Surface } from '../../ui/surface.tsx';

const useStyles = makeStyles({
  list: { margin: 0, paddingInlineStart: '18px', display: 'grid', gap: '6px' },
  quiet: { margin: 0, color: tokens.colorNeutralForeground3 },
});

/** What names a group in its scope, in numbers; nothing is said of what this person may not see (D71). */
export function useUsedBy(): (group: RoomGroup) => string {
  const { t } = useTranslation('groups');
  const format = useFormat();
  return ({ usedBy: { assignments, delegations, invitations } }) => {
    const parts = [
      ...(assignments?.length ? [t('used.assignments', { count: assignments.length })] : []),
      ...(delegations?.length ? [t('used.delegations', { count: delegations.length })] : []),
      ...(invitations?.length ? [t('used.invitations', { count: invitations.length })] : []),
    ];
    return parts.length === 0 ? '–' : format.list(parts);
  };
}

/** The same, one by one, each with its way there. */
export function UsedBy({ group }: { group: RoomGroup }) {
  const styles = useStyles();
  const { t } = useTranslation('groups');
  const { scope } = usePageScope();
  const mayOpen = useMayOpen();
  const word = useRoleWord();
  const { assignments, delegations, invitations } = group.usedBy;
  if (assignments === undefined && delegations === undefined && invitations === undefined) return null;
  const nothing = [assignments, delegations, invitations].every((uses) => (uses ?? []).length === 0);
  return (
    <Surface title={t('column.usedBy')}>
      {nothing ? (
        <p className={styles.quiet}>{t('used.nothing')}</p>
      ) : (
        <ul className={styles.list}>
          {(delegations ?? []).map(({ partner, name }) => (
            <li key={partner}>
              {mayOpen(paths.partners()) && scope.side === 'org' ? (
                <AppLink look="inline" to={paths.partnerDetail(partner)}>
                  {t('used.delegation', { partner: name })}
                </AppLink>
              ) : (
                t('used.delegation', { partner: name })
              )}
            </li>
          ))}
          {(assignments ?? []).map(({ id, role, roleName, name, partner }) => {
            const text = t('used.assignment', { assignment: word(name), role: word(role.startsWith('role_') ? roleName : role) });
            return (
              <li key={id}>
                {mayOpen(paths.roles(scope)) ? (
                  <AppLink look="inline" to={paths.assignment(scope, partner, role, id)}>
                    {text}
                  </AppLink>
                ) : (
                  text
                )}
              </li>
            );
          })}
          {(invitations ?? []).length > 0 && <li>{t('used.invitations', { count: invitations?.length ?? 0 })}</li>}
        </ul>
      )}
    </Surface>
  );
}
