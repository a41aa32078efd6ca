import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { AccessPath } from '../../api/shapes.ts';
import { useFormat } from '../../i18n/format.ts';
import { useRoleName, useRoleWord } from '../../ui/role-words.ts';
import { useAtomWords } from './access-words.ts';

const useStyles = makeStyles({
  chain: {
    display: 'grid',
    gap: '6px',
    margin: 0,
    padding: '12px 16px 12px 32px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    overflowWrap: 'anywhere',
  },
  name: { fontWeight: tokens.fontWeightSemibold },
});

type Way = Pick<AccessPath, 'by' | 'role' | 'groups'> & Partial<Pick<AccessPath, 'assignment' | 'atoms' | 'delegation'>>;

/** One way by which somebody holds something, link by link: role, assignment, groups, scope, delegation (D48). */
export function AccessChain({ way }: { way: Way }) {
  const styles = useStyles();
  const { t } = useTranslation('access');
  const roleOf = useRoleName();
  const word = useRoleWord();
  const atoms = useAtomWords();
  const format = useFormat();
  const { role, assignment, groups, delegation } = way;
  return (
    <ol className={styles.chain}>
      <li className={styles.name}>
        {way.by === 'directory' ? t('chain.directory', { role: roleOf(role) }) : t('chain.role', { role: roleOf(role) })}
      </li>
      {assignment && <li>{t('chain.assignment', { assignment: word(assignment.name) })}</li>}
      {groups.length > 0 && <li>{t('chain.groups', { groups: format.list(groups.map(({ name }) => name)) })}</li>}
      {way.atoms !== undefined && way.atoms.length > 0 && <li>{t('chain.scope', { scope: atoms(way.atoms) })}</li>}
      {delegation && (
        <li>
          {delegation.atoms.length > 0
            ? t('chain.delegation', { partner: delegation.partner.name, scope: atoms(delegation.atoms) })
            : t('chain.delegationOnly', { partner: delegation.partner.name })}
        </li>
      )}
    </ol>
  );
}
