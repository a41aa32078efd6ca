import { Button } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { KeyRegular } from '@fluentui/react-icons/svg/key';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCursorList } from '../../api/cursor-list.ts';
import { api } from '../../api/client.ts';
import type { ApiToken } from '../../api/shapes.ts';
import { useWrite } from '../../api/use-write.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import type { Column } from '../../ui/table-columns.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { NewTokenDialog } from './new-token-dialog.tsx';

const tokensKey = ['me', 'tokens'] as const;

/** One's own API tokens: each ends by itself, and at once when it is revoked. */
export function TokensPage() {
  const { t } = useTranslation(['me', 'ui']);
  const list = useCursorList<ApiToken>(tokensKey, '/me/tokens');
  const [creates, setCreates] = useState(false);
  const [leaving, setLeaving] = useState<ApiToken>();
  const revoke = useWrite<string, ApiToken>(
    (id, idempotencyKey) => api.send<ApiToken>('DELETE', `/me/tokens/${id}`, { idempotencyKey }),
    [tokensKey],
    () => setLeaving(undefined),
  );
  const columns: Column<ApiToken>[] = [
    { id: 'name', title: t('tokens.name'), width: { min: 180, grow: 2 }, cell: ({ name }) => name },
    { id: 'expires', title: t('tokens.expires'), width: { min: 190, grow: 1 }, cell: ({ expiresAt }) => <RelativeTime at={expiresAt} /> },
    {
      id: 'used',
      title: t('tokens.used'),
      width: { min: 190, grow: 1 },
      rank: 1,
      cell: ({ lastUsedAt }) => <RelativeTime at={lastUsedAt} otherwise={t('ui:never')} />,
    },
    { id: 'created', title: t('tokens.created'), width: { min: 190, grow: 1 }, rank: 2, cell: ({ createdAt }) => <RelativeTime at={createdAt} /> },
  ];
  const create = (
    <Button appearance="primary" icon={<AddRegular />} onClick={() => setCreates(true)}>
      {t('tokens.create')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('tokens.title')} text={t('tokens.text')} actions={create} />
      <DataTable
        label={t('tokens.title')}
        list={list}
        columns={columns}
        rowKey={({ id }) => id}
        rowActions={(token) => (
          <Button size="small" aria-label={t('tokens.revokeNamed', { name: token.name })} onClick={() => setLeaving(token)}>
            {t('tokens.revoke')}
          </Button>
        )}
        empty={<EmptyState icon={<KeyRegular />} title={t('tokens.empty')} text={t('tokens.emptyText')} />}
      />
      {creates && <NewTokenDialog touches={tokensKey} onClose={() => setCreates(false)} />}
      <ConfirmDialog
        open={leaving !== undefined}
        onClose={() => {
          setLeaving(undefined);
          revoke.clear();
        }}
        title={t('tokens.revokeQuestion', { name: leaving?.name ?? '' })}
        verb={t('tokens.revokeNamed', { name: leaving?.name ?? '' })}
        pending={revoke.pending}
        problem={revoke.problem}
        onConfirm={() => leaving && revoke.run(leaving.id)}
      >
        {t('tokens.revokeText')}
      </ConfirmDialog>
    </>
  );
}
