import { Button } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons/svg/arrow-download';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { useWrite } from '../../api/use-write.ts';
import { saveFile } from '../../app/save-file.ts';
import { ProblemBar } from '../../ui/problem-bar.tsx';

const formats = ['csv', 'jsonl'] as const;
type Place = { id: string; domain: string };

/** Who can touch what at one customer as a file: everybody one may know of, or one person (D48). */
export function ExportAccess({ place, person }: { place: Place; person?: string }) {
  const { t } = useTranslation('access');
  const of = person === undefined ? '' : `-${person}`;
  const download = useWrite<(typeof formats)[number], Blob>(
    async (format) => ({
      kind: 'done',
      value: await api.file(`/customers/${place.id}/access/export`, { query: { format, person } }),
      location: null,
    }),
    [],
    (answer, format) => answer.kind === 'done' && saveFile(`access-${place.domain}${of}.${format}`, answer.value),
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
