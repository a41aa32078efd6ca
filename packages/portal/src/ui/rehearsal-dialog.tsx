import { Field, makeStyles, MessageBar, MessageBarBody, Textarea } from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Rehearsed } from '../api/use-rehearsed.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { ProblemBar } from './problem-bar.tsx';
import { RehearsalView } from './rehearsal-view.tsx';
import { SkeletonBar } from './skeleton-rows.tsx';

const useStyles = makeStyles({ text: { margin: 0 } });

type Props<Output> = {
  rehearsed: Rehearsed<Output>;
  /** A question that names the act and its object. */
  title: string;
  /** The verb of the last button. */
  verb: string;
  /** Who decides first, where the act becomes a change request (D36). */
  approver?: string | undefined;
  /**
   * `refusals`: the dialog opens at once and says itself why the act is refused, where no form does; `picture`: it opens with
   * the picture, and the form behind it shows refusals at their fields.
   */
  shows: 'refusals' | 'picture';
  /** What has to be typed, for acts that cannot be taken back. */
  typedName?: string;
  /** What a form behind has asked already, for whoever decides. */
  reason?: string;
  children?: ReactNode;
};

/** What an act does to whom, then the act itself, bound to what was shown (D53). */
export function RehearsalDialog<Output>({ rehearsed, title, verb, approver, shows, typedName, reason: given, children }: Props<Output>) {
  const styles = useStyles();
  const { t } = useTranslation('ui');
  const [reason, setReason] = useState('');
  const { asked, looking, picture, former, refused, act, drop } = rehearsed;
  if (!asked || (shows === 'picture' && picture === undefined)) return null;
  return (
    <ConfirmDialog
      open
      wide="wide"
      title={title}
      verb={approver === undefined ? verb : t('action.sendForApproval')}
      onClose={drop}
      onConfirm={() => act.run({ reason: given ?? reason })}
      pending={act.pending}
      problem={act.problem}
      picture={picture?.rehearsal}
      incomplete={picture === undefined || looking || refused !== undefined}
      {...(typedName === undefined || refused !== undefined ? {} : { typedName })}
    >
      {children}
      {refused ? <ProblemBar problem={refused} /> : picture === undefined ? <SkeletonBar /> : <RehearsalView picture={picture} former={former} />}
      {approver !== undefined && refused === undefined && (
        <>
          <MessageBar intent="info" layout="multiline">
            <MessageBarBody>{t('effects.approval', { customer: approver })}</MessageBarBody>
          </MessageBar>
          {given === undefined && (
            <Field label={t('effects.reason')} hint={t('effects.reasonHint', { customer: approver })}>
              <Textarea value={reason} maxLength={1000} rows={2} onChange={(_, { value }) => setReason(value)} />
            </Field>
          )}
        </>
      )}
      {act.problem?.code === 'rehearsal_outdated' && <p className={styles.text}>{t('effects.marked')}</p>}
    </ConfirmDialog>
  );
}
