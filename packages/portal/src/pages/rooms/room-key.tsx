import { Link, makeStyles, MessageBar, MessageBarBody, tokens } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons/svg/arrow-download';
import { ArrowResetRegular } from '@fluentui/react-icons/svg/arrow-reset';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import type { Room } from '../../api/shapes.ts';
import { useWrite } from '../../api/use-write.ts';
import { saveFile } from '../../app/save-file.ts';
import { usePageScope } from '../../app/use-page.ts';
import { paths } from '../../paths.ts';
import { toast } from '../../shell/toast-store.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { ProblemBar } from '../../ui/problem-bar.tsx';
import { RelativeTime, TimeLeft } from '../../ui/relative-time.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { Facts, Surface } from '../../ui/surface.tsx';

const useStyles = makeStyles({
  stack: { display: 'grid', gap: '20px', maxWidth: '860px' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
  text: { margin: 0, color: tokens.colorNeutralForeground2, textWrap: 'pretty' },
  steps: { margin: 0, paddingInlineStart: '22px', display: 'grid', gap: '12px' },
  command: { display: 'flex', alignItems: 'flex-start', gap: '4px', marginBlockStart: '4px' },
  code: {
    display: 'block',
    flexGrow: 1,
    minWidth: 0,
    padding: '8px 12px',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
    whiteSpace: 'pre-wrap',
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
  },
});

type Key = { key: string; issuedAt: string; expiresAt: string };

/** The enrolment key: only fetched when somebody asks for the file, because reading it is an act of its own (D54). */
export function RoomKey({ room }: { room: Room }) {
  const styles = useStyles();
  const { t } = useTranslation('rooms');
  const { enrolment } = room;
  return (
    <div className={styles.stack}>
      <Surface title={t('key.title')}>
        <Facts
          items={[
            { name: t('column.enrolment'), value: <StatusBadge kind="enrolment" value={enrolment.state} /> },
            ...(enrolment.keyIssuedAt === null ? [] : [{ name: t('key.issued'), value: <RelativeTime at={enrolment.keyIssuedAt} /> }]),
            ...(enrolment.keyExpiresAt === null || enrolment.state === 'enrolled'
              ? []
              : [
                  {
                    name: t(enrolment.state === 'key_expired' ? 'key.expired' : 'key.expires'),
                    value: <TimeLeft as="when" at={enrolment.keyExpiresAt} />,
                  },
                ]),
          ]}
        />
        <p className={styles.text}>{t(`key.state.${enrolment.state}`)}</p>
        <KeyActions room={room} />
      </Surface>
      <AgentCommand />
      <Unenrol room={room} />
    </div>
  );
}

function KeyActions({ room }: { room: Room }) {
  const styles = useStyles();
  const { t } = useTranslation('rooms');
  const { key } = usePageScope();
  const [asks, setAsks] = useState(false);
  const path = `/customers/${room.customer}/rooms/${room.id}/key`;
  // What was done with the key is said while it is true: a key that a machine has used is no file to keep safe.
  const waits = room.enrolment.state === 'waiting';
  const touched = [key('room', room.id), key('rooms'), key('audit')];
  const download = useWrite<string, Key>(
    async () => ({ kind: 'done', value: await api.get<Key>(path), location: null }),
    [key('audit')],
    (answer) => answer.kind === 'done' && saveFile('room.key', new Blob([`${answer.value.key}\n`], { type: 'text/plain' })),
  );
  const reset = useWrite<string, Room>(
    (_, idempotencyKey) => api.send<Room>('POST', `${path}/reset`, { idempotencyKey }),
    touched,
    () => {
      setAsks(false);
      download.clear();
    },
  );
  const close = (): void => {
    setAsks(false);
    reset.clear();
  };
  return (
    <>
      <ProblemBar problem={download.problem} />
      {waits && download.answer && (
        <MessageBar intent="success" politeness="polite">
          <MessageBarBody>{t('key.downloaded')}</MessageBarBody>
        </MessageBar>
      )}
      {waits && reset.answer && (
        <MessageBar intent="success" politeness="polite">
          <MessageBarBody>{t('key.wasReset')}</MessageBarBody>
        </MessageBar>
      )}
      <div className={styles.actions}>
        {waits && (
          <ActionButton
            actions={room.allowedActions}
            action="rooms.download_key"
            appearance="primary"
            icon={<ArrowDownloadRegular />}
            pending={download.pending}
            onAct={() => {
              reset.clear();
              download.run(room.id);
            }}
          >
            {t('key.download')}
          </ActionButton>
        )}
        <ActionButton actions={room.allowedActions} action="rooms.reset_key" icon={<ArrowResetRegular />} onAct={() => setAsks(true)}>
          {t('key.reset')}
        </ActionButton>
      </div>
      <ConfirmDialog
        open={asks}
        onClose={close}
        title={t('key.resetTitle', { room: room.name, customer: room.customerName })}
        verb={t('key.resetVerb', { room: room.name })}
        pending={reset.pending}
        problem={reset.problem}
        onConfirm={() => reset.run(room.id)}
      >
        {t(room.enrolment.state === 'enrolled' ? 'key.resetEnrolled' : 'key.resetWaiting', { customer: room.customerName })}
      </ConfirmDialog>
    </>
  );
}

const agentFile = 'keyholder-agent.mjs';

/** How to enrol a machine: the agent is one file for Node 20 or newer, nothing is fetched from anywhere else. */
function AgentCommand() {
  const styles = useStyles();
  const { t } = useTranslation('rooms');
  const command = `node ${agentFile} --server ${location.origin} --key-file room.key`;
  return (
    <Surface title={t('agent.title')}>
      <ol className={styles.steps}>
        <li>{t('agent.key')}</li>
        <li>
          {t('agent.file')}{' '}
          <Link inline href="/agent/download" download={agentFile}>
            {t('agent.download', { file: agentFile })}
          </Link>{' '}
          (
          <Link inline href="/agent/download.sha256" download={`${agentFile}.sha256`}>
            {t('agent.digest')}
          </Link>
          )
        </li>
        <li>
          {t('agent.run')}
          <div className={styles.command}>
            <code className={styles.code}>{command}</code>
            <CopyButton text={command} what={t('agent.command')} />
          </div>
        </li>
      </ol>
      <p className={styles.text}>{t('agent.then')}</p>
    </Surface>
  );
}

/** The room leaves Keyholder: said with what it ends, before it is done. */
function Unenrol({ room }: { room: Room }) {
  const styles = useStyles();
  const { t } = useTranslation('rooms');
  const { scope, key } = usePageScope();
  const navigate = useNavigate();
  const [asks, setAsks] = useState(false);
  const unenrol = useWrite<string, Room>(
    (_, idempotencyKey) => api.send<Room>('DELETE', `/customers/${room.customer}/rooms/${room.id}`, { ifMatch: room.version, idempotencyKey }),
    [key('rooms'), key('incidents'), key('audit')],
    () => {
      toast(t('unenrol.done', { room: room.name }));
      void navigate({ to: paths.rooms(scope) });
    },
  );
  if (!room.allowedActions.some(({ action }) => action === 'rooms.unenroll')) return null;
  return (
    <Surface title={t('unenrol.title')}>
      <p className={styles.text}>{t('unenrol.text')}</p>
      <div className={styles.actions}>
        <ActionButton actions={room.allowedActions} action="rooms.unenroll" onAct={() => setAsks(true)}>
          {t('unenrol.button')}
        </ActionButton>
      </div>
      <ConfirmDialog
        open={asks}
        onClose={() => {
          setAsks(false);
          unenrol.clear();
        }}
        title={t('unenrol.question', { room: room.name, customer: room.customerName })}
        verb={t('unenrol.verb', { room: room.name })}
        pending={unenrol.pending}
        problem={unenrol.problem}
        onConfirm={() => unenrol.run(room.id)}
      >
        {t('unenrol.consequence')}
      </ConfirmDialog>
    </Surface>
  );
}
