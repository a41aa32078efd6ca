import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons/svg/arrow-download';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import type { RoomImport } from '../../api/shapes.ts';
import { useWrite } from '../../api/use-write.ts';
import { saveFile } from '../../app/save-file.ts';
import { ProblemBar } from '../../ui/problem-bar.tsx';
import { type FailingFile, type FailingLine, fileOfFailingLines } from './failing-lines.ts';
import { useImportReason } from './import-reasons.ts';

const useStyles = makeStyles({
  block: { display: 'grid', justifyItems: 'start', gap: '8px' },
  text: { margin: 0, color: tokens.colorNeutralForeground2, textWrap: 'pretty' },
});

export type Failures = { of: (file: Blob, result: RoomImport) => Promise<FailingFile>; had: number | undefined; forget: () => void };

/**
 * The failing lines of the chosen file, asked for once: after the good lines have been imported these would fail too, being
 * there already.
 */
export function useFailures(customer: string): Failures {
  const reasonOf = useImportReason();
  const [kept, setKept] = useState<FailingFile>();
  return {
    of: async (file, result) => {
      if (kept !== undefined) return kept;
      const lines = api.lines<FailingLine>(`/customers/${customer}/rooms/imports/failing-lines`, file);
      const made = await fileOfFailingLines(lines, result, reasonOf);
      setKept(made);
      return made;
    },
    had: kept?.lines,
    forget: () => setKept(undefined),
  };
}

type Props = { failures: Failures; file: Blob | undefined; result: RoomImport };

/** The failing lines to mend and to bring back, and what was left of them meanwhile. */
export function KeepFailures({ failures, file, result }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('rooms');
  const keep = useWrite<{ file: Blob }, FailingFile>(
    async (asked) => ({ kind: 'done', value: await failures.of(asked.file, result), location: null }),
    [],
    (answer) => answer.kind === 'done' && saveFile('failing-lines.csv', answer.value.file),
  );
  const { had } = failures;
  return (
    <div className={styles.block}>
      <p className={styles.text}>{t('import.mend')}</p>
      {had !== undefined && had !== result.failures && <p className={styles.text}>{t('import.asOfCheck')}</p>}
      <Button
        icon={<ArrowDownloadRegular />}
        disabledFocusable={keep.pending}
        aria-busy={keep.pending}
        onClick={() => file !== undefined && keep.run({ file })}
      >
        {t('import.keepFailures')}
      </Button>
      <ProblemBar problem={keep.problem} />
    </div>
  );
}
