import { makeStyles, MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { EditRegular } from '@fluentui/react-icons/svg/edit';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import type { UpdateRing } from '../../api/shapes.ts';
import { useWrite } from '../../api/use-write.ts';
import { useEditTab } from '../../app/use-edit-tab.ts';
import { usePageScope, usePathParam } from '../../app/use-page.ts';
import { useFormat } from '../../i18n/format.ts';
import { paths } from '../../paths.ts';
import { ObjectPage } from '../../shell/object-page.tsx';
import { NotFoundPage } from '../../shell/problem-page.tsx';
import { ActionButton, findAction } from '../../ui/action-button.tsx';
import { leaveSaved } from '../../ui/leave-guard.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { useProblemWords } from '../../ui/problem-words.ts';
import { Facts, Surface } from '../../ui/surface.tsx';
import { WaitingChip } from '../../ui/waiting-chip.tsx';
import { usePendingChanges } from '../changes/use-pending-changes.ts';
import { RoomsOf } from '../rooms/rooms-of.tsx';
import { RingDialog, type RingQuestion } from './ring-dialog.tsx';
import { type RingDraft, RingForm } from './ring-form.tsx';
import { ringPath, useRing, useRingName, useSay, useTouchedByRing } from './ring-queries.ts';

const useStyles = makeStyles({ stack: { display: 'grid', gap: '16px', gridTemplateColumns: 'minmax(0, 1fr)', marginBlockEnd: '20px' } });

/** One update ring: its plan, whether it is paused, and its rooms. */
export function RingPage() {
  const { customer } = usePageScope();
  const id = usePathParam('ring');
  return customer === undefined ? <NotFoundPage /> : <RingOf key={id} customer={customer} id={id} />;
}

function RingOf({ customer, id }: { customer: string; id: string }) {
  const { t } = useTranslation('rings');
  const { scope } = usePageScope();
  const nameOf = useRingName();
  const { editing, edit, close } = useEditTab();
  const query = useRing(customer, id);
  const crumbs = [{ text: t('title'), to: paths.rings(scope) }];
  return (
    <ObjectPage query={query} title={t('ring')} crumbs={crumbs}>
      {(ring) =>
        editing ? (
          <>
            <PageHeader title={t('edit.title', { ring: nameOf(ring) })} crumbs={[...crumbs, { text: nameOf(ring), to: paths.ring(scope, id) }]} />
            <EditRing ring={ring} onClose={close} />
          </>
        ) : (
          <Shown ring={ring} onEdit={edit} />
        )
      }
    </ObjectPage>
  );
}

function EditRing({ ring, onClose }: { ring: UpdateRing; onClose: () => void }) {
  const { t } = useTranslation(['rings', 'ui']);
  const say = useSay();
  const [saved, setSaved] = useState(false);
  const { name, order, deferralDays, rolloutDays, testDays } = ring;
  const write = useWrite<RingDraft, UpdateRing>(
    ({ name: given, ...rest }, idempotencyKey) =>
      api.send<UpdateRing>('PATCH', ringPath(ring.customer, ring.id), {
        body: ring.builtIn ? rest : { name: given, ...rest },
        ifMatch: ring.version,
        idempotencyKey,
      }),
    useTouchedByRing(),
    (answer) => {
      say(answer, t('ui:form.saved'));
      leaveSaved(() => setSaved(true), onClose);
    },
  );
  return (
    <RingForm
      start={{ name, order, deferralDays, rolloutDays, testDays }}
      names={ring.builtIn ? 'fixed' : 'free'}
      verb={t('ui:form.save')}
      needsApproval={findAction(ring.allowedActions, 'rings.modify')?.needsApproval === true}
      pending={write.pending}
      saved={saved}
      problem={write.problem}
      onSave={write.run}
      onClose={onClose}
    />
  );
}

function Shown({ ring, onEdit }: { ring: UpdateRing; onEdit: () => void }) {
  const styles = useStyles();
  const { t } = useTranslation(['rings', 'ui']);
  const { scope } = usePageScope();
  const format = useFormat();
  const words = useProblemWords();
  const name = useRingName()(ring);
  const [question, setQuestion] = useState<RingQuestion>();
  const waiting = usePendingChanges(ring.id).length > 0;
  const settings = findAction(ring.allowedActions, 'rings.modify');
  const days = (count: number): string => t('days', { count });
  const ask = (what: RingQuestion, action: 'rings.modify' | 'rings.move_rooms') => (
    <ActionButton actions={ring.allowedActions} action={action} approvalText={t(`${what}.button`)} onAct={() => setQuestion(what)}>
      {t(`${what}.button`)}
    </ActionButton>
  );
  return (
    <>
      <PageHeader
        title={name}
        crumbs={[{ text: t('title'), to: paths.rings(scope) }]}
        badge={waiting && <WaitingChip customerName={ring.customerName} />}
        actions={
          <>
            {ask('move', 'rings.move_rooms')}
            {ask(ring.pause ? 'resume' : 'pause', 'rings.modify')}
            {!ring.builtIn && ask('delete', 'rings.modify')}
            <ActionButton actions={ring.allowedActions} action="rings.modify" icon={<EditRegular />} approvalText={t('edit.button')} onAct={onEdit}>
              {t('edit.button')}
            </ActionButton>
          </>
        }
      />
      <div className={styles.stack}>
        {ring.pause && (
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>
              <MessageBarTitle>{t('pausedSince', { time: format.dateTime(ring.pause.since) })}</MessageBarTitle>
              {ring.pause.reason}
            </MessageBarBody>
          </MessageBar>
        )}
        {settings?.allowed === false && (
          <MessageBar intent="info" layout="multiline">
            <MessageBarBody>
              {settings.reason === 'exceeds_scope' ? t('beyondScope') : words({ code: settings.reason ?? 'forbidden' })}
            </MessageBarBody>
          </MessageBar>
        )}
        <Surface title={t('plan')}>
          <Facts
            items={[
              ...(scope.side === 'partner' ? [{ name: t('ui:list.customer'), value: ring.customerName }] : []),
              { name: t('column.order'), value: format.number(ring.order) },
              { name: t('column.deferral'), value: days(ring.deferralDays) },
              { name: t('column.rollout'), value: days(ring.rolloutDays) },
              { name: t('column.test'), value: days(ring.testDays) },
              { name: t('column.total'), value: t('ofDays', { days: ring.totalDays }) },
              { name: scope.side === 'partner' ? t('column.roomsSeen') : t('column.rooms'), value: format.number(ring.rooms) },
            ]}
          />
          <span>{t('notYet')}</span>
        </Surface>
      </div>
      <RoomsOf
        path={`${ringPath(ring.customer, ring.id)}/rooms`}
        label={t('roomsOf', { ring: name })}
        emptyTitle={t('noRooms.title')}
        emptyText={t('noRooms.text')}
      />
      {question !== undefined && <RingDialog ring={ring} question={question} onClose={() => setQuestion(undefined)} />}
    </>
  );
}
