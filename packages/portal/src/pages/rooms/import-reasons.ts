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

/** What is wrong with the first line of a file, which names the columns; several faults are one text. */
export function useHeaderReason(): (errors: readonly ProblemEntry[]) => string {
  const { t } = useTranslation('rooms');
  const words = useProblemWords();
  const format = useFormat();
  // Of a line with unknown names the server does not say what it misses.
  const needed = (errors: readonly ProblemEntry[]): string[] =>
    errors.some(({ code }) => code === 'unknown_property') ? [t('import.header.needed', { columns: format.list(requiredColumns) })] : [];
  return (errors) =>
    errors
      .map(({ code, detail = '' }) => {
        const column = /`([^`]*)`/.exec(detail)?.[1];
        if (column !== undefined && code === 'unknown_property') return t('import.header.unknown', { column });
        if (column !== undefined && detail.endsWith('is missing')) return t('import.header.missing', { column });
        if (column !== undefined && detail.endsWith('stands twice')) return t('import.header.twice', { column });
        if (detail === 'the file is empty') return t('import.header.empty');
        return code === 'invalid_value' ? t('import.header.unread') : words({ code });
      })
      .concat(needed(errors))
      .join(' ');
}
