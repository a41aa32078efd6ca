import { Button } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons/svg/arrow-download';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { useWrite } from '../../api/use-write.ts';
import { saveFile } from '../../app/save-file.ts';
import { ProblemBar } from '../../ui/problem-bar.tsx';

const formats = ['csv', 'jsonl'] as const;
type Props = {
  /** what answers with the file, below `/api/v1` */
  path: string;
  person?: string;
  /** those of whose name a word begins with this */
  q?: string | undefined;
  /** the name of the file, without its ending */
  name: string;
};

/** Who can touch what as a file: at a customer, of one person there, or who can touch one room (D48). */
export function ExportAccess({ path, person, q, name }: Props) {
  const { t } = useTranslation('access');
  const download = useWrite<(typeof formats)[number], Blob>(
    async (format) => ({
      kind: 'done',
      value: await api.file(path, { query: { format, person, q } }),
      location: null,
    }),
    [],
    (answer, format) => answer.kind === 'done' && saveFile(`${name}.${format}`, answer.value),
  );
  return (
    <>
      {formats.map((format) => (
        <Button
          key={format}
          icon={<ArrowDownloadRegular />}
          disabledFocusable={download.pending}
          aria-busy={download.pending}
          onClick={() => download.run(format)}
        >
          {t(`download.${format}`)}
        </Button>
      ))}
      <ProblemBar problem={download.problem} />
    </>
  );
}
