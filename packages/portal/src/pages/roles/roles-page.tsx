import { Button, Dropdown, Field, makeStyles, Option, tokens } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { HandshakeRegular } from '@fluentui/react-icons/svg/handshake';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/me.ts';
import { useHref } from '../../app/link.tsx';
import { filterList, filtersOf, useSearchState } from '../../app/search.ts';
import { usePageScope } from '../../app/use-page.ts';
import { paths } from '../../paths.ts';
import { findAction } from '../../ui/action-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListProblem } from '../../ui/list-problem.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { SkeletonBar } from '../../ui/skeleton-rows.tsx';
import { Tabs, useTab } from '../../ui/tabs.tsx';
import { BuiltInMatrix } from './built-in-matrix.tsx';
import { CustomersToChoose } from './customers-to-choose.tsx';
import type { RoleHome } from './role-home.ts';
import { useMatrix, useStandingPartners } from './role-queries.ts';
import { RolesTable } from './roles-table.tsx';

const useStyles = makeStyles({
  stack: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: '16px' },
  text: { margin: 0, color: tokens.colorNeutralForeground3, maxWidth: '80ch' },
  partner: { maxWidth: '360px' },
});

/** Who may do what: the customer's own roles and its partners' apart (D27); on the partner side one customer's at a time (D26). */
export function RolesPage() {
  const { scope, customer } = usePageScope();
  const { organization } = useMe();
  if (scope.side === 'org') return <OwnSide />;
  return customer === undefined ? <CustomersToChoose /> : <AtCustomer home={{ customer, partner: organization.id }} />;
}

function AtCustomer({ home }: { home: RoleHome }) {
  const { t } = useTranslation('roles');
  const { nameOf } = usePageScope();
  return (
    <>
      <PageHeader title={t('title')} text={t('textPartner', { customer: nameOf(home.customer) })} actions={<NewRole home={home} />} />
      <RolesTable home={home} />
    </>
  );
}

function OwnSide() {
  const styles = useStyles();
  const { t } = useTranslation('roles');
  const { organization } = useMe();
  const tabs = (['ours', 'partner', 'builtIn'] as const).map((id) => ({ id, title: t(`tab.${id}`) }));
  const tab = useTab(tabs);
  const ours = { customer: organization.id, partner: null };
  return (
    <>
      <PageHeader title={t('title')} text={t('text')} actions={tab === 'ours' && <NewRole home={ours} />} />
      <Tabs label={t('tabs.label')} tabs={tabs} shown={tab}>
        {tab === 'ours' && (
          <div className={styles.stack}>
            <p className={styles.text}>{t('oursText')}</p>
            <RolesTable home={ours} />
          </div>
        )}
        {tab === 'partner' && <PartnerRoles />}
        {tab === 'builtIn' && <BuiltInMatrix customer={organization.id} />}
      </Tabs>
    </>
  );
}

/** Absent for whoever only looks; the server says who makes roles. */
function NewRole({ home }: { home: RoleHome }) {
  const { t } = useTranslation('roles');
  const { scope } = usePageScope();
  const href = useHref();
  const matrix = useMatrix(home);
  if (findAction(matrix.data?.allowedActions ?? [], 'roles.create')?.allowed !== true) return null;
  return (
    <Button as="a" appearance="primary" icon={<AddRegular />} {...href(paths.role(scope, home.partner, 'new'))}>
      {t('new.button')}
    </Button>
  );
}

/** The roles of one partner, as its customer sees them: by name, and with the power to take them back (D30). */
function PartnerRoles() {
  const styles = useStyles();
  const { t } = useTranslation('roles');
  const { organization } = useMe();
  const [search, setSearch] = useSearchState();
  const partners = useStandingPartners(organization.id);
  if (partners.state === 'failed') return <ListProblem problem={partners.problem} onRetry={partners.retry} />;
  if (partners.state === 'loading') return <SkeletonBar />;
  const shown = partners.rows.find(({ partner }) => partner === filtersOf(search)['partner']) ?? partners.rows[0];
  if (shown === undefined)
    return (
      <EmptyState
        icon={<HandshakeRegular />}
        title={t('noPartner.title')}
        text={t('noPartner.text')}
        action={{ text: t('noPartner.action'), to: paths.partners() }}
      />
    );
  return (
    <div className={styles.stack}>
      <p className={styles.text}>{t('partnerText', { partner: shown.partnerCard.name })}</p>
      {partners.rows.length > 1 && (
        <Field label={t('column.partner')} className={styles.partner}>
          <Dropdown
            value={shown.partnerCard.name}
            selectedOptions={[shown.partner]}
            onOptionSelect={(_, { optionValue }) => setSearch({ f: filterList({ partner: optionValue }) })}
          >
            {partners.rows.map(({ partner, partnerCard }) => (
              <Option key={partner} value={partner} text={partnerCard.name}>
                {partnerCard.name}
              </Option>
            ))}
          </Dropdown>
        </Field>
      )}
      <RolesTable home={{ customer: organization.id, partner: shown.partner }} />
    </div>
  );
}
