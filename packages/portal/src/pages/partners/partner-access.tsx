import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Delegation } from '../../api/shapes.ts';
import { ownScope } from '../../paths.ts';
import { RolesTable } from '../roles/roles-table.tsx';
import { PeopleTable } from './people-table.tsx';

const useStyles = makeStyles({
  stack: { display: 'grid', gap: '20px' },
  part: { display: 'grid', gap: '8px', minWidth: 0 },
  heading: { margin: 0, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400, fontWeight: tokens.fontWeightSemibold },
  text: { margin: 0, color: tokens.colorNeutralForeground3 },
});

/** Everybody of the partner by name, and its roles, each of which the customer can take back (D30). */
export function PartnerAccess({ delegation }: { delegation: Delegation }) {
  const styles = useStyles();
  const { t } = useTranslation('partners');
  const { customer, partner, people = [] } = delegation;
  return (
    <div className={styles.stack}>
      <PeopleTable people={people} scope={ownScope} />
      <section className={styles.part}>
        <h2 className={styles.heading}>{t('people.roles')}</h2>
        <p className={styles.text}>{t('people.rolesText')}</p>
        <RolesTable home={{ customer, partner }} />
      </section>
    </div>
  );
}
