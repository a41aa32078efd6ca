import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Invitation } from '../../api/shapes.ts';
import { AppLink } from '../../app/link.tsx';
import { useFormat } from '../../i18n/format.ts';
import { paths } from '../../paths.ts';

/** Who answered or cancelled, when, and what can be done next (D16, D18). */
export function WhatBecame({ invitation }: { invitation: Invitation }) {
  const { t } = useTranslation('tenants');
  const format = useFormat();
  const { state, answeredBy, answeredAt, expiresAt, customer } = invitation;
  if (state === 'pending') return null;
  const words =
    state === 'expired'
      ? t('became.expired', { instant: format.exact(expiresAt) })
      : t(`became.${state}`, { person: answeredBy?.name ?? t('became.somebody'), instant: format.exact(answeredAt ?? expiresAt) });
  return (
    <div role="status">
      <MessageBar intent={state === 'accepted' ? 'success' : 'info'} layout="multiline">
        <MessageBarBody>
          {words} {state === 'accepted' && <AppLink to={paths.tenantCustomer(customer)}>{t('became.open')}</AppLink>}
        </MessageBarBody>
      </MessageBar>
    </div>
  );
}
