import { useTranslation } from 'react-i18next';
import type { ProblemEntry } from '../../api/problem.ts';
import type { RoomImport } from '../../api/shapes.ts';
import { useFormat } from '../../i18n/format.ts';
import { useProblemWords } from '../../ui/problem-words.ts';

export type CellError = RoomImport['verdicts'][number]['errors'][number];

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

/** Starts with none of the characters that make a table program calculate, and is one cell whatever it holds. */
const cell = (text: string): string => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

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

/** The failing lines for whoever has the file: line, column, reason. @param header names of the three columns */
export function failuresFile(result: RoomImport, header: readonly string[], reasonOf: (error: CellError) => string): Blob {
  const rows = result.verdicts.flatMap(({ line, errors }) => errors.map((error) => [String(line), error.column, reasonOf(error)]));
  return new Blob([[header, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('')], { type: 'text/csv' });
}
