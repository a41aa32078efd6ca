import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { DocumentTableRegular } from '@fluentui/react-icons/svg/document-table';
import { FolderOpenRegular } from '@fluentui/react-icons/svg/folder-open';
import { type DragEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProblemFacts } from '../../api/problem.ts';
import { saveFile } from '../../app/save-file.ts';
import { Form, FormField } from '../../ui/form.tsx';
import { Surface } from '../../ui/surface.tsx';
import { requiredColumns, useHeaderReason } from './import-reasons.ts';

const useStyles = makeStyles({
  text: { margin: 0, color: tokens.colorNeutralForeground2, textWrap: 'pretty' },
  drop: {
    display: 'grid',
    justifyItems: 'center',
    gap: '10px',
    padding: '28px 20px',
    textAlign: 'center',
    border: `1px dashed ${tokens.colorNeutralStrokeAccessible}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  over: { backgroundColor: tokens.colorBrandBackground2 },
  icon: { fontSize: '32px', display: 'grid', color: tokens.colorBrandForeground2 },
  name: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
  columns: { overflowWrap: 'anywhere' },
});

const template = 'name,country,city,site,notes,device,groups,ring\r\n';

type Props = { name: string | undefined; pending: boolean; problem: ProblemFacts | undefined; onChoose: (file: File) => void; onCheck: () => void };

/** The file is chosen, or dropped; what the server says of its first line stands here. */
export function ChooseFile({ name, pending, problem, onChoose, onCheck }: Props) {
  const styles = useStyles();
  const { t } = useTranslation(['rooms', 'ui']);
  const picker = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [tried, setTried] = useState(false);
  const headerReason = useHeaderReason();
  const ofHeader = (problem?.errors ?? []).filter(({ pointer }) => pointer.startsWith('/header'));
  const words = ofHeader.length > 0 ? headerReason(ofHeader) : tried && name === undefined ? t('import.chooseFirst') : undefined;
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file) onChoose(file);
  };
  return (
    <Surface>
      <p className={styles.text}>
        {t('import.columns')} <code className={styles.columns}>{requiredColumns.join(', ')}</code>. {t('import.more')}{' '}
        <code className={styles.columns}>notes, device, groups, ring</code>.
      </p>
      <p className={styles.text}>{t('import.form')}</p>
      <Form
        errors={words === undefined ? [] : [{ pointer: '/header', code: 'client', words }]}
        problem={ofHeader.length > 0 ? undefined : problem}
        onSubmit={() => {
          setTried(true);
          if (name !== undefined) onCheck();
        }}
      >
        <FormField pointer="/header" label={t('import.file')}>
          {(control) => (
            <div
              className={mergeClasses(styles.drop, over && styles.over)}
              onDragOver={(event) => {
                event.preventDefault();
                setOver(true);
              }}
              onDragLeave={() => setOver(false)}
              onDrop={drop}
            >
              <span aria-hidden="true" className={styles.icon}>
                <DocumentTableRegular />
              </span>
              {name === undefined ? <span>{t('import.drop')}</span> : <span className={styles.name}>{name}</span>}
              {/* The browser's own control speaks the language of the browser; the button speaks that of the page. */}
              <Button {...control} icon={<FolderOpenRegular />} onClick={() => picker.current?.click()}>
                {name === undefined ? t('import.choose') : t('import.other')}
              </Button>
              <input
                ref={picker}
                type="file"
                hidden
                accept=".csv,text/csv"
                onChange={(event) => {
                  const [file] = event.target.files ?? [];
                  if (file) onChoose(file);
                }}
              />
            </div>
          )}
        </FormField>
        <div className={styles.actions}>
          <Button appearance="primary" type="submit" disabledFocusable={pending} aria-busy={pending}>
            {pending ? t('import.checking') : t('import.check')}
          </Button>
          <Button onClick={() => saveFile('rooms.csv', new Blob([template], { type: 'text/csv' }))}>{t('import.template')}</Button>
        </div>
      </Form>
    </Surface>
  );
}
