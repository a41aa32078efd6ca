import { useTranslation } from 'react-i18next';
import type { ProblemEntry } from '../../api/problem.ts';
import { useFormat } from '../../i18n/format.ts';
import { useProblemWords } from '../../ui/problem-words.ts';
import type { CellError } from './failing-lines.ts';

/** What the first line of a file has to name. */
export const requiredColumns = ['name', 'country', 'city', 'site'] as const;

/** What each column wants, where its value is not valid; `line` for a line as a whole. */
const wanted = {
  name: 'name',
  country: 'country',
  city: 'city',
  site: 'site',
  notes: 'notes',
  device: 'device',
  groups: 'groups',
  ring: 'ring',
  '': 'line',
} as const;
const isColumn = (column: string): column is keyof typeof wanted => Object.hasOwn(wanted, column);

/** What is wrong with a cell, in the language of the person; of the server's English only the quoted name is taken. */
export function useImportReason(): (error: CellError) => string {
  const { t } = useTranslation('rooms');
  const words = useProblemWords();
  return ({ column, code, detail }) => {
    if (code === 'already_exists') return t('import.reason.there');
    if (code === 'malformed') return t('import.reason.malformed');
    const named = /`([^`]*)`/.exec(detail)?.[1];
    if (column === 'groups' && named !== undefined)
      return code === 'unknown_reference' ? t('import.reason.noGroup', { group: named }) : t('import.reason.manyGroups', { group: named });
    if (code === 'invalid_value' && isColumn(column)) return t(`import.wanted.${wanted[column]}`);
    return words({ code });
  };
}

/** What is wrong with the first line of a file, which names the columns: several faults are one text, and all missing columns one sentence. */
export function useHeaderReason(): (errors: readonly ProblemEntry[]) => string {
  const { t } = useTranslation('rooms');
  const words = useProblemWords();
  const format = useFormat();
  const columnIn = ({ detail = '' }: ProblemEntry): string | undefined => /`([^`]*)`/.exec(detail)?.[1];
  const isMissing = (error: ProblemEntry): boolean => columnIn(error) !== undefined && error.detail?.endsWith('is missing') === true;
  const wordsOf = (error: ProblemEntry): string => {
    const { code, detail = '' } = error;
    const column = columnIn(error);
    if (column !== undefined && code === 'unknown_property') return t('import.header.unknown', { column });
    if (column !== undefined && detail.endsWith('stands twice')) return t('import.header.twice', { column });
    if (detail === 'the file is empty') return t('import.header.empty');
    return code === 'invalid_value' ? t('import.header.unread') : words({ code });
  };
  return (errors) => {
    const missing = errors.filter(isMissing).flatMap((error) => columnIn(error) ?? []);
    return [
      ...errors.filter((error) => !isMissing(error)).map(wordsOf),
      ...(missing.length === 0 ? [] : [t('import.header.missing', { count: missing.length, columns: format.list(missing) })]),
    ].join(' ');
  };
}
