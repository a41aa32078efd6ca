import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { PersonAddRegular } from '@fluentui/react-icons/svg/person-add';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { meQuery } from '../../api/me.ts';
import type { Delegation } from '../../api/shapes.ts';
import { useRehearsed } from '../../api/use-rehearsed.ts';
import { usePageScope } from '../../app/use-page.ts';
import { useFormat } from '../../i18n/format.ts';
import { toast } from '../../shell/toast-store.ts';
import { ActionButton, findAction } from '../../ui/action-button.tsx';
import { Form } from '../../ui/form.tsx';
import { RehearsalDialog } from '../../ui/rehearsal-dialog.tsx';
import { Surface } from '../../ui/surface.tsx';
import { type Candidate, MemberPicker } from './member-picker.tsx';

const useStyles = makeStyles({
  text: { margin: 0, color: tokens.colorNeutralForeground3 },
  row: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

const action = 'primary_admins.add';

/** One more Primary Admin of a standing delegation, named by its Primary Admins or a Tenant Manager (D66). @param path of the delegation */
export function PrimaryAdmins({ delegation, path }: { delegation: Delegation; path: string }) {
  const styles = useStyles();
  const { t } = useTranslation('tenants');
  const [adding, setAdding] = useState(false);
  if (delegation.state === 'ended' || findAction(delegation.allowedActions, action) === undefined) return null;
  return (
    <Surface
      title={t('answer.admins')}
      actions={
        !adding && (
          <ActionButton
            actions={delegation.allowedActions}
            action={action}
            icon={<PersonAddRegular />}
            approvalText={t('addAdmin.button')}
            onAct={() => setAdding(true)}
          >
            {t('addAdmin.button')}
          </ActionButton>
        )
      }
    >
      <p className={styles.text}>{t('addAdmin.text')}</p>
      {adding && <AddOne delegation={delegation} path={path} onClose={() => setAdding(false)} />}
    </Surface>
  );
}

function AddOne({ delegation, path, onClose }: { delegation: Delegation; path: string; onClose: () => void }) {
  const styles = useStyles();
  const { t } = useTranslation(['tenants', 'ui']);
  const { key } = usePageScope();
  const format = useFormat();
  const [chosen, setChosen] = useState<Candidate>();
  const { customerCard, allowedActions } = delegation;
  const adding = useRehearsed<Delegation>([key('tenants'), key('roles'), meQuery.queryKey], (done) => {
    const waits = 'waitsUntil' in done;
    toast(
      waits ? t('ui:action.waits', { time: format.dateTime(done.waitsUntil) }) : t('addAdmin.done', { name: chosen?.name ?? '' }),
      waits ? 'info' : 'success',
    );
    onClose();
  });
  // The code means something narrower here than elsewhere (D66).
  const notOneself = adding.refused?.errors.some(({ code }) => code === 'exceeds_own_rights') === true;
  const errors = notOneself ? [{ pointer: '/member', code: 'client', words: t('answer.notYourself', { name: chosen?.name ?? '' }) }] : [];
  const look = (): void => {
    if (chosen !== undefined) adding.look({ method: 'POST', path: `${path}/primary-admins`, body: { member: chosen.member } });
  };
  return (
    <Form errors={errors} problem={notOneself ? undefined : adding.refused} onSubmit={look}>
      <MemberPicker
        pointer="/member"
        label={t('addAdmin.who')}
        hint={t('addAdmin.hint')}
        required="required"
        chosen={chosen === undefined ? [] : [chosen]}
        onChange={(next) => {
          adding.drop();
          setChosen(next.at(-1));
        }}
      />
      <div className={styles.row}>
        <Button type="submit" appearance="primary" disabledFocusable={chosen === undefined || adding.looking} aria-busy={adding.looking}>
          {t('addAdmin.next')}
        </Button>
        <Button onClick={onClose}>{t('ui:form.cancel')}</Button>
      </div>
      <RehearsalDialog
        rehearsed={adding}
        shows="picture"
        title={t('addAdmin.confirm', { name: chosen?.name ?? '', customer: customerCard.name })}
        verb={t('addAdmin.verb')}
        approver={findAction(allowedActions, action)?.needsApproval === true ? customerCard.name : undefined}
      />
    </Form>
  );
}
