import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Invitation } from '../../api/shapes.ts';
import { AppLink } from '../../app/link.tsx';
import { useFormat } from '../../i18n/format.ts';
import { paths } from '../../paths.ts';

/** Who answered or cancelled, when, and what can be done next (D16, D18). What happens while the page is open takes the focus. */
export function WhatBecame({ invitation }: { invitation: Invitation }) {
  const { t } = useTranslation('tenants');
  const format = useFormat();
  const { state, answeredBy, answeredAt, expiresAt, customer } = invitation;
  const box = useRef<HTMLDivElement>(null);
  const atFirst = useRef(state);
  useEffect(() => {
    if (state !== atFirst.current) box.current?.focus();
  }, [state]);
  if (state === 'pending') return null;
  const words =
    state === 'expired'
      ? t('became.expired', { instant: format.exact(expiresAt) })
      : t(`became.${state}`, { person: answeredBy?.name ?? t('became.somebody'), instant: format.exact(answeredAt ?? expiresAt) });
  return (
    <div ref={box} tabIndex={-1} role="status">
      <MessageBar intent={state === 'accepted' ? 'success' : 'info'} layout="multiline">
        <MessageBarBody>
          {words}{' '}
          {state === 'accepted' && (
            <AppLink look="inline" to={paths.tenantCustomer(customer)}>
              {t('became.open')}
            </AppLink>
          )}
        </MessageBarBody>
      </MessageBar>
    </div>
  );
}
