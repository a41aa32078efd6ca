import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons/svg/arrow-download';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { useMe } from '../../api/me.ts';
import type { RoomImport } from '../../api/shapes.ts';
import { useWrite } from '../../api/use-write.ts';
import { AppLink } from '../../app/link.tsx';
import { saveFile } from '../../app/save-file.ts';
import { usePageScope } from '../../app/use-page.ts';
import { paths } from '../../paths.ts';
import { ForbiddenPage } from '../../shell/problem-page.tsx';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Stepper, useStep } from '../../ui/stepper.tsx';
import { Surface } from '../../ui/surface.tsx';
import { ChooseFile } from './import-file.tsx';
import { ImportSummary } from './import-summary.tsx';
import { ImportErrors } from './import-errors.tsx';
import { failuresFile, useImportReason } from './import-reasons.ts';

const useStyles = makeStyles({
  stack: { display: 'grid', gap: '20px', maxWidth: '900px' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
  text: { margin: 0, color: tokens.colorNeutralForeground2, textWrap: 'pretty' },
  done: { margin: 0, fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500, fontWeight: tokens.fontWeightSemibold },
});

/** What is asked of the server; names the file, so that another file is another intention. */
type Asked = { mode: 'preview' | 'none' | 'rest'; name: string; size: number; changed: number };

/** Rooms from a CSV file: nothing is made before the person has seen what would be (portal.md 2.3). */
export function ImportPage() {
  const styles = useStyles();
  const { t } = useTranslation(['rooms', 'ui']);
  const { organization, pages } = useMe();
  const { scope, key } = usePageScope();
  const reasonOf = useImportReason();
  const file = useRef<File>(undefined);
  const [name, setName] = useState<string>();
  const [preview, setPreview] = useState<RoomImport>();
  const [result, setResult] = useState<RoomImport>();
  const steps = [
    { id: 'file', title: t('import.step.file') },
    { id: 'check', title: t('import.step.check') },
    { id: 'result', title: t('import.step.result') },
  ];
  const step = useStep(steps, result ? 2 : preview ? 1 : 0);

  const send = async ({ mode }: Asked, idempotencyKey: string) => {
    const query = mode === 'preview' ? { preview: true } : { onError: mode };
    return api.send<RoomImport>('POST', `/customers/${organization.id}/rooms/imports`, {
      query,
      body: file.current,
      ...(mode === 'preview' ? {} : { idempotencyKey }),
    });
  };
  const check = useWrite<Asked, RoomImport>(send, [], (answer) => {
    if (answer.kind !== 'done') return;
    setPreview(answer.value);
    setResult(undefined);
    step.go('check');
  });
  const apply = useWrite<Asked, RoomImport>(send, [key('rooms'), key('places'), key('room-groups'), key('audit')], (answer) => {
    if (answer.kind !== 'done') return;
    setResult(answer.value);
    step.go('result');
  });
  const asked = (mode: Asked['mode']): Asked => ({
    mode,
    name: file.current?.name ?? '',
    size: file.current?.size ?? 0,
    changed: file.current?.lastModified ?? 0,
  });
  const startAgain = (): void => {
    file.current = undefined;
    setName(undefined);
    setPreview(undefined);
    setResult(undefined);
    check.clear();
    apply.clear();
    step.go('file');
  };
  const keepFailures = (of: RoomImport): void => saveFile('failing-lines.csv', failuresFile(of, ['line', 'column', 'reason'], reasonOf));

  if (!pages.includes(paths.roomImport())) return <ForbiddenPage />;
  return (
    <>
      <PageHeader title={t('import.title')} crumbs={[{ text: t('title'), to: paths.rooms(scope) }]} text={t('import.text')} />
      <LeaveGuard unsaved={name !== undefined && result === undefined} />
      <Stepper steps={steps} index={step.index} />
      <div className={styles.stack}>
        {step.id === 'file' && (
          <ChooseFile
            name={name}
            pending={check.pending}
            problem={check.problem}
            onChoose={(chosen) => {
              file.current = chosen;
              setName(chosen.name);
              setPreview(undefined);
              setResult(undefined);
              check.clear();
            }}
            onCheck={() => check.run(asked('preview'))}
          />
        )}
        {step.id === 'check' && preview && (
          <>
            <ImportSummary result={preview} file={name ?? ''} problem={apply.problem} />
            {preview.failures > 0 && <ImportErrors result={preview} />}
            <div className={styles.actions}>
              {preview.creates > 0 && (
                <Button
                  appearance="primary"
                  disabledFocusable={apply.pending}
                  aria-busy={apply.pending}
                  onClick={() => apply.run(asked(preview.failures > 0 ? 'rest' : 'none'))}
                >
                  {apply.pending ? t('import.working') : t(preview.failures > 0 ? 'import.good' : 'import.all', { count: preview.creates })}
                </Button>
              )}
              <Button disabledFocusable={apply.pending} onClick={startAgain}>
                {t(preview.creates > 0 ? 'import.none' : 'import.other')}
              </Button>
              {preview.failures > 0 && (
                <Button icon={<ArrowDownloadRegular />} onClick={() => keepFailures(preview)}>
                  {t('import.keepFailures')}
                </Button>
              )}
            </div>
          </>
        )}
        {step.id === 'result' && result && (
          <>
            <Surface>
              <p role="status" className={styles.done}>
                {t('import.created', { count: result.created })}
              </p>
              {result.failures > 0 && <p className={styles.text}>{t('import.left', { count: result.failures })}</p>}
              <p className={styles.text}>{t('import.again')}</p>
              <div className={styles.actions}>
                <AppLink to={paths.rooms(scope)}>{t('import.toRooms')}</AppLink>
              </div>
            </Surface>
            {result.failures > 0 && <ImportErrors result={result} />}
            <div className={styles.actions}>
              <Button onClick={startAgain}>{t('import.other')}</Button>
              {result.failures > 0 && (
                <Button icon={<ArrowDownloadRegular />} onClick={() => keepFailures(result)}>
                  {t('import.keepFailures')}
                </Button>
              )}
            </div>
          </>
        )}
      </div>
    </>
  );
}
