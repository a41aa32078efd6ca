import { Button, makeStyles, MessageBar, MessageBarBody, tokens, Tooltip } from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { meQuery } from '../../api/me.ts';
import { Problem, type ProblemFacts } from '../../api/problem.ts';
import { queryClient } from '../../api/query-client.ts';
import type { Invitation, Member } from '../../api/shapes.ts';
import { useWrite } from '../../api/use-write.ts';
import { usePageScope } from '../../app/use-page.ts';
import { ActionButton, findAction } from '../../ui/action-button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import type { FieldError } from '../../ui/field-errors.ts';
import { Form } from '../../ui/form.tsx';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { Surface } from '../../ui/surface.tsx';
import { GlobalAdminAdvice } from '../partners/global-admin-advice.tsx';
import { type Candidate, MemberPicker } from './member-picker.tsx';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
  quiet: { margin: 0, color: tokens.colorNeutralForeground3 },
});

/** Accept, with at least one active Primary Admin, or decline (D15–D17). */
export function AnswerPanel({ invitation, path }: { invitation: Invitation; path: string }) {
  const styles = useStyles();
  const { t } = useTranslation('tenants');
  const { key } = usePageScope();
  const [chosen, setChosen] = useState<readonly Candidate[]>([]);
  const [declining, setDeclining] = useState(false);
  const { customerCard, allowedActions, version } = invitation;
  const touches = [key('tenants')];
  const accept = useWrite(
    async (primaryAdmins: Member[], idempotencyKey) => {
      try {
        return await api.send<Invitation>('POST', `${path}/accept`, { body: { primaryAdmins }, ifMatch: version, idempotencyKey });
      } catch (error) {
        // Answered elsewhere, cancelled, or other rooms meanwhile: the page shows it as it is now.
        if (error instanceof Problem && [409, 410].includes(error.facts.status)) await queryClient.invalidateQueries({ queryKey: key('tenants') });
        throw error;
      }
    },
    [...touches, meQuery.queryKey],
  );
  const decline = useWrite(
    (_: object, idempotencyKey) => api.send<Invitation>('POST', `${path}/decline`, { idempotencyKey }),
    touches,
    () => setDeclining(false),
  );

  const refused = useMemberErrors(accept.problem, chosen);
  if (findAction(allowedActions, 'invitations.accept')?.allowed !== true) return <Surface title={t('answer.title')}>{t('answer.cannot')}</Surface>;
  const ready = chosen.length > 0 && chosen.every(({ activePeople }) => activePeople !== 0);
  const outdated = accept.problem?.code === 'preview_changed';
  const button = (
    <Button type="submit" appearance="primary" disabledFocusable={!ready || accept.pending} aria-busy={accept.pending}>
      {accept.pending ? t('answer.accepting') : t('answer.accept')}
    </Button>
  );
  return (
    <Surface title={t('answer.title')}>
      <LeaveGuard unsaved={chosen.length > 0 && accept.answer === undefined} />
      <GlobalAdminAdvice lesser="tenant-manager" />
      {outdated && (
        <div role="alert">
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>{t('invitation.changed')}</MessageBarBody>
          </MessageBar>
        </div>
      )}
      <Form
        errors={refused}
        problem={outdated || refused.length > 0 ? undefined : accept.problem}
        onSubmit={() => ready && !accept.pending && accept.run(chosen.map(({ member }) => member))}
      >
        <MemberPicker
          pointer="/primaryAdmins"
          label={t('answer.admins')}
          hint={t('answer.adminsHint')}
          required="required"
          chosen={chosen}
          onChange={(next) => {
            setChosen(next);
            accept.clear();
          }}
        />
        <p className={styles.quiet}>{t('answer.nothingForYou')}</p>
        <div className={styles.row}>
          {ready ? (
            button
          ) : (
            <Tooltip relationship="description" content={t('answer.chooseOne')} withArrow>
              {button}
            </Tooltip>
          )}
          <ActionButton actions={allowedActions} action="invitations.decline" onAct={() => setDeclining(true)}>
            {t('answer.decline')}
          </ActionButton>
        </div>
      </Form>
      <ConfirmDialog
        open={declining}
        onClose={() => setDeclining(false)}
        title={t('answer.declineTitle', { customer: customerCard.name })}
        verb={t('answer.declineVerb')}
        onConfirm={() => decline.run({})}
        pending={decline.pending}
        problem={decline.problem}
      >
        {t('answer.declineText')}
      </ConfirmDialog>
    </Surface>
  );
}

/** Which of the chosen the server refused, by name, and why: the code means something narrower here than elsewhere (D15, D66). */
function useMemberErrors(problem: ProblemFacts | undefined, chosen: readonly Candidate[]): readonly FieldError[] {
  const { t } = useTranslation('tenants');
  return useMemo(
    () =>
      (problem?.errors ?? []).map((error) => {
        const name = chosen[Number(/^\/primaryAdmins\/(\d+)/.exec(error.pointer)?.[1])]?.name ?? '';
        return {
          pointer: '/primaryAdmins',
          code: error.code,
          ...(error.code === 'exceeds_own_rights' ? { words: t('answer.notYourself', { name }) } : {}),
        };
      }),
    [problem, chosen, t],
  );
}
