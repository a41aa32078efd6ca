import { makeStyles, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/me.ts';
import type { Incident, IncidentState } from '../../api/shapes.ts';
import { ActionButton, findAction } from '../../ui/action-button.tsx';
import { ProblemBar } from '../../ui/problem-bar.tsx';
import { TicketDialog, type TicketQuestion } from './ticket-dialog.tsx';
import { useTicket } from './use-incident.ts';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
  stack: { display: 'grid', gap: '12px' },
});

const over: readonly IncidentState[] = ['resolved', 'closed'];

/** What may be done with a ticket now: the server names the states and whether this person may (D22, D36). */
export function TicketActions({ incident }: { incident: Incident }) {
  const styles = useStyles();
  const { t } = useTranslation('incidents');
  const me = useMe();
  const [question, setQuestion] = useState<TicketQuestion>();
  const write = useTicket(incident);
  const group = useRef<HTMLDivElement>(null);
  const pressedAt = useRef<number>(undefined);
  // What was pressed may be gone with the state that it changed: the focus stays among what can be done next.
  useEffect(() => {
    if (pressedAt.current === undefined || question !== undefined) return;
    if (document.activeElement === document.body) group.current?.querySelector('button')?.focus();
    if (pressedAt.current !== incident.version) pressedAt.current = undefined;
  }, [incident.version, question]);
  const allowed = findAction(incident.allowedActions, 'tickets.update');
  const mine = incident.assignee?.id === me.id;
  const isOver = over.includes(incident.state);
  const button = (text: string, onAct: () => void, appearance?: 'primary') => (
    <ActionButton
      key={text}
      actions={incident.allowedActions}
      action="tickets.update"
      approvalText={text}
      pending={write.pending}
      onAct={() => {
        pressedAt.current = incident.version;
        onAct();
      }}
      {...(appearance === undefined ? {} : { appearance })}
    >
      {text}
    </ActionButton>
  );
  const toState = (state: IncidentState) => {
    const word = state === 'needs_action' && isOver ? t('act.reopen') : t(`act.${state}`);
    const asks = state === 'resolved' || state === 'closed';
    return button(word, () => (asks ? setQuestion(state) : write.run({ state, said: t('done.state') })));
  };
  if (allowed === undefined) return null;
  return (
    <div className={styles.stack}>
      {allowed.needsApproval && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{t('approval', { customer: incident.customerName })}</MessageBarBody>
        </MessageBar>
      )}
      <div ref={group} className={styles.row} role="group" aria-label={t('acts')}>
        {!mine && !isOver && button(t('act.take'), () => write.run({ assignee: 'me', said: t('done.taken') }), 'primary')}
        {incident.nextStates.map(toState)}
        {!isOver && button(t('act.assign'), () => setQuestion('assign'))}
        {mine && !isOver && button(t('act.giveBack'), () => write.run({ assignee: null, said: t('done.givenBack') }))}
        {incident.severity === 'warning' && !isOver && button(t('act.escalate'), () => setQuestion('escalate'))}
        {button(t('act.external'), () => setQuestion('external'))}
      </div>
      {write.problem?.code === 'version_outdated' ? (
        <MessageBar intent="warning" layout="multiline" politeness="assertive">
          <MessageBarBody>
            {incident.assignee === undefined ? t('faster.somebody') : t('faster.assigned', { person: incident.assignee.name })}
          </MessageBarBody>
        </MessageBar>
      ) : (
        <ProblemBar problem={write.problem} />
      )}
      {question !== undefined && <TicketDialog incident={incident} question={question} onClose={() => setQuestion(undefined)} />}
    </div>
  );
}
