import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { useMe } from '../../api/me.ts';
import type { RoomImport } from '../../api/shapes.ts';
import { useWrite } from '../../api/use-write.ts';
import { AppLink } from '../../app/link.tsx';
import { usePageScope } from '../../app/use-page.ts';
import { paths } from '../../paths.ts';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Stepper, useStep } from '../../ui/stepper.tsx';
import { Surface } from '../../ui/surface.tsx';
import { ChooseFile } from './import-file.tsx';
import { ImportSummary } from './import-summary.tsx';
import { ImportErrors } from './import-errors.tsx';
import { KeepFailures, useFailures } from './import-failures.tsx';

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
  const { organization } = useMe();
  const { scope, key } = usePageScope();
  const failures = useFailures(organization.id);
  const [file, setFile] = useState<File>();
  const name = file?.name;
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
    if (mode === 'rest' && file && preview) await failures.of(file, preview);
    return api.send<RoomImport>('POST', `/customers/${organization.id}/rooms/imports`, {
      query,
      body: file,
      ...(mode === 'preview' ? {} : { idempotencyKey }),
    });
  };
  const check = useWrite<Asked, RoomImport>(send, [], (answer) => {
    if (answer.kind !== 'done') return;
    failures.forget();
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
    name: name ?? '',
    size: file?.size ?? 0,
    changed: file?.lastModified ?? 0,
  });
  const startAgain = (): void => {
    failures.forget();
    setFile(undefined);
    setPreview(undefined);
    setResult(undefined);
    check.clear();
    apply.clear();
    step.go('file');
  };

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
              setFile(chosen);
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
            </div>
            {preview.failures > 0 && <KeepFailures failures={failures} file={file} result={preview} />}
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
            </div>
            {result.failures > 0 && <KeepFailures failures={failures} file={file} result={result} />}
          </>
        )}
      </div>
    </>
  );
}
