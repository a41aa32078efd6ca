import { makeStyles, tokens } from '@fluentui/react-components';
import { LinkRegular } from '@fluentui/react-icons/svg/link';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import type { ActivationLink, User } from '../../api/shapes.ts';
import { useWrite } from '../../api/use-write.ts';
import { useFormat } from '../../i18n/format.ts';
import { toast } from '../../shell/toast-store.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Surface } from '../../ui/surface.tsx';
import { ActivationLinkDialog } from './activation-link-dialog.tsx';
import { useDirectoryTouched } from './directory-queries.ts';

const useStyles = makeStyles({
  text: { margin: 0, color: tokens.colorNeutralForeground2, textWrap: 'pretty' },
  row: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

/** How somebody who cannot sign in yet comes to: a link that whoever administers the organization makes and hands over. */
export function WayToSignIn({ person, path }: { person: User; path: string }) {
  const styles = useStyles();
  const { t } = useTranslation('directory');
  const format = useFormat();
  const touched = useDirectoryTouched();
  const [asked, setAsked] = useState<'create' | 'withdraw'>();
  // No idempotency key: an answer that was lost is not shown again, and a further link ends the former.
  const making = useWrite<undefined, ActivationLink>(() => api.send('POST', `${path}/activation-link`), touched);
  const { name, activation } = person;
  const withdrawing = useWrite<undefined, unknown>(
    () => api.send('DELETE', `${path}/activation-link`),
    touched,
    () => {
      setAsked(undefined);
      toast(t('activation.withdrawn', { name }));
    },
  );
  const close = (): void => {
    setAsked(undefined);
    making.clear();
    withdrawing.clear();
  };
  const until = activation.linkExpiresAt;
  const verb = t(until === null ? 'activation.create' : 'activation.createNew');
  return (
    <Surface title={t('activation.title')}>
      <p className={styles.text}>{until === null ? t('activation.none', { name }) : t('activation.out', { name, time: format.dateTime(until) })}</p>
      <div className={styles.row}>
        <ActionButton
          actions={person.allowedActions}
          action="activation_links.create"
          icon={<LinkRegular />}
          appearance={until === null ? 'primary' : 'secondary'}
          onAct={() => setAsked('create')}
        >
          {verb}
        </ActionButton>
        <ActionButton actions={person.allowedActions} action="activation_links.withdraw" onAct={() => setAsked('withdraw')}>
          {t('activation.withdraw')}
        </ActionButton>
      </div>
      {asked === 'create' && <ActivationLinkDialog person={person} making={making} verb={verb} onClose={close} />}
      <ConfirmDialog
        open={asked === 'withdraw'}
        onClose={close}
        title={t('activation.withdrawTitle', { name })}
        verb={t('activation.withdraw')}
        pending={withdrawing.pending}
        problem={withdrawing.problem}
        onConfirm={() => withdrawing.run(undefined)}
      >
        {t('activation.withdrawText')}
      </ConfirmDialog>
    </Surface>
  );
}
