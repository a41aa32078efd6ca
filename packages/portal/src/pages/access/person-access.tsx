import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { PersonAccess } from '../../api/shapes.ts';
import { Facts } from '../../ui/surface.tsx';
import { AccessChain } from './access-chain.tsx';
import { PermissionWords } from './permission-words.tsx';

const useStyles = makeStyles({
  stack: { display: 'grid', gap: '12px' },
  way: { display: 'grid', gap: '6px' },
  quiet: { margin: 0, color: tokens.colorNeutralForeground3 },
  heading: { margin: 0, fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300, fontWeight: tokens.fontWeightSemibold },
});

/** What one person can touch at one customer, and by which ways. */
export function PersonAccessFacts({ access }: { access: PersonAccess }) {
  const styles = useStyles();
  const { t } = useTranslation(['access', 'ui']);
  return (
    <div className={styles.stack}>
      <Facts
        items={[
          { name: t('column.organization'), value: access.person.organization.name },
          { name: t('column.rooms'), value: t('ui:roomCount', { count: access.rooms }) },
          { name: t('column.permissions'), value: <PermissionWords keys={access.permissions} /> },
        ]}
      />
      <h3 className={styles.heading}>{t('why')}</h3>
      {access.paths.length === 0 && <p className={styles.quiet}>{t('noWay')}</p>}
      {access.paths.map((way) => (
        <div key={JSON.stringify([way.by, way.role.id, way.assignment?.id, way.groups])} className={styles.way}>
          <AccessChain
            way={{
              by: way.by,
              role: way.role,
              groups: way.groups,
              atoms: way.scope,
              ...(way.assignment === undefined ? {} : { assignment: way.assignment }),
            }}
          />
          <PermissionWords keys={way.permissions} />
        </div>
      ))}
    </div>
  );
}
