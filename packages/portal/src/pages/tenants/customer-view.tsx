import { Button, makeStyles, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { meQuery, useMe } from '../../api/me.ts';
import { factsOf } from '../../api/problem.ts';
import { queryClient } from '../../api/query-client.ts';
import type { Delegation } from '../../api/shapes.ts';
import { useHref } from '../../app/link.tsx';
import { usePageScope } from '../../app/use-page.ts';
import { useFormat } from '../../i18n/format.ts';
import { customerScope, paths } from '../../paths.ts';
import { Trouble } from '../../shell/problem-page.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { useRoleName } from '../../ui/role-words.ts';
import { SkeletonBar } from '../../ui/skeleton-rows.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { Facts, Surface } from '../../ui/surface.tsx';
import { ChangeControlList } from '../partners/change-control-list.tsx';
import { EndDialog } from '../partners/end-dialog.tsx';
import { EndReceipt, type EndReceiptFacts } from '../partners/end-receipt.tsx';
import { PeopleTable } from '../partners/people-table.tsx';
import { PrimaryAdmins } from './primary-admins.tsx';

const useStyles = makeStyles({ page: { display: 'grid', gap: '16px', maxWidth: '860px' } });

/** A customer as its partner sees it: as much as one's roles there show, and the way to leave (D14, D22, D42, D66). */
export function CustomerView({ customer }: { customer: string }) {
  const { organization } = useMe();
  const { key } = usePageScope();
  const path = `/partners/${organization.id}/customers/${encodeURIComponent(customer)}`;
  const [left, setLeft] = useState<Left>();
  const query = useQuery({
    enabled: left === undefined,
    queryKey: key('tenants', 'customer', customer),
    queryFn: ({ signal }) => api.get<Delegation>(path, { signal }),
  });
  // Who has left sees nothing of that customer any more, and this is the last word on it.
  if (left) return <LeftCustomer {...left} />;
  if (query.isError) return <Trouble facts={factsOf(query.error)} onRetry={() => void query.refetch()} />;
  return query.data === undefined ? <SkeletonBar /> : <Shown delegation={query.data} path={path} onLeft={setLeft} />;
}

type Left = EndReceiptFacts & { name: string };

function LeftCustomer({ name, ...receipt }: Left) {
  const { t } = useTranslation('tenants');
  return (
    <>
      <PageHeader title={name} crumbs={[{ text: t('title'), to: paths.tenants() }]} badge={<StatusBadge kind="relationship" value="ended" />} />
      <EndReceipt name={name} {...receipt} />
    </>
  );
}

function Shown({ delegation, path, onLeft }: { delegation: Delegation; path: string; onLeft: (left: Left) => void }) {
  const styles = useStyles();
  const { t } = useTranslation(['tenants', 'partners']);
  const { key } = usePageScope();
  const href = useHref();
  const { customers } = useMe();
  const [leaving, setLeaving] = useState(false);
  const { customerCard, customer, state, allowedActions, people, changeControl } = delegation;
  const works = customers.some(({ id }) => id === customer);
  return (
    <>
      <PageHeader
        title={customerCard.name}
        crumbs={[{ text: t('title'), to: paths.tenants() }]}
        badge={<StatusBadge kind="relationship" value={state} />}
        actions={
          <>
            {works && (
              <Button as="a" appearance="primary" {...href(paths.dashboard(customerScope(customer)))}>
                {t('customer.work')}
              </Button>
            )}
            <ActionButton actions={allowedActions} action="partner_customers.leave" onAct={() => setLeaving(true)}>
              {t('leave.button')}
            </ActionButton>
          </>
        }
      />
      <div className={styles.page}>
        <CustomerFacts delegation={delegation} />
        <PrimaryAdmins delegation={delegation} path={path} />
        {people !== undefined && people.length > 0 && <PeopleTable people={people} scope={customerScope(customer)} />}
        <Surface title={t('partners:control.title')}>
          <ChangeControlList modes={changeControl} />
        </Surface>
      </div>
      {leaving && (
        <EndDialog
          path={path}
          title={t('leave.title', { customer: customerCard.name })}
          text={t('leave.text', { customer: customerCard.name })}
          verb={t('leave.verb', { customer: customerCard.name })}
          domain={customerCard.domain}
          touches={[]}
          onClose={() => setLeaving(false)}
          onEnded={(ended, picture) => {
            // First the receipt: asking again for a customer one has left would answer 404.
            onLeft({ name: customerCard.name, ended, picture });
            void queryClient.invalidateQueries({ queryKey: key('tenants') });
            void queryClient.invalidateQueries({ queryKey: meQuery.queryKey, exact: true });
          }}
        />
      )}
    </>
  );
}

function CustomerFacts({ delegation }: { delegation: Delegation }) {
  const { t } = useTranslation(['tenants', 'partners']);
  const format = useFormat();
  const roleName = useRoleName();
  const { customerCard, state, since, endedAt, roomCount, myRoles } = delegation;
  const notice =
    state === 'unattended'
      ? t('customer.unattended')
      : endedAt !== null
        ? t('customer.ended', { instant: format.exact(endedAt) })
        : myRoles.length === 0
          ? t('customer.onlyNumber')
          : undefined;
  return (
    <>
      {notice !== undefined && (
        <MessageBar intent={state === 'unattended' ? 'warning' : 'info'} layout="multiline">
          <MessageBarBody>{notice}</MessageBarBody>
        </MessageBar>
      )}
      <Surface title={t('customer.overview')}>
        <Facts
          items={[
            { name: t('column.domain'), value: customerCard.domain },
            { name: t('invitation.country'), value: format.country(customerCard.country) },
            { name: t('column.since'), value: format.exact(since) },
            ...(state === 'ended' ? [] : [{ name: t('customer.scope'), value: t('partners:roomCount', { count: roomCount }) }]),
            ...(state === 'ended'
              ? []
              : [{ name: t('customer.mine'), value: myRoles.length === 0 ? t('noAccess') : format.list(myRoles.map(roleName)) }]),
          ]}
        />
      </Surface>
    </>
  );
}
