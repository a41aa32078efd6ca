import { makeStyles, tokens } from '@fluentui/react-components';
import { PersonAddRegular } from '@fluentui/react-icons/svg/person-add';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { meQuery } from '../../api/me.ts';
import type { Delegation } from '../../api/shapes.ts';
import { usePageScope } from '../../app/use-page.ts';
import { ActionButton, findAction } from '../../ui/action-button.tsx';
import { Surface } from '../../ui/surface.tsx';
import { NameMember } from './name-member.tsx';

const useStyles = makeStyles({
  text: { margin: 0, color: tokens.colorNeutralForeground3 },
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
  const { t } = useTranslation('tenants');
  const { key } = usePageScope();
  const { customerCard, allowedActions } = delegation;
  return (
    <NameMember
      path={`${path}/primary-admins`}
      touches={[key('tenants'), key('roles'), meQuery.queryKey]}
      words={{
        who: t('addAdmin.who'),
        hint: t('addAdmin.hint'),
        next: t('addAdmin.next'),
        verb: t('addAdmin.verb'),
        confirm: (name) => t('addAdmin.confirm', { name, customer: customerCard.name }),
        done: (name) => t('addAdmin.done', { name }),
      }}
      // The code means something narrower here than elsewhere (D66).
      meaning={({ errors }, name) => (errors.some(({ code }) => code === 'exceeds_own_rights') ? t('answer.notYourself', { name }) : undefined)}
      approver={findAction(allowedActions, action)?.needsApproval === true ? customerCard.name : undefined}
      onClose={onClose}
    />
  );
}
