import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { useTerm } from './term.ts';
import { visibleParts } from './visible-text.ts';

const useStyles = makeStyles({
  table: { width: '100%', borderCollapse: 'collapse', tableLayout: 'fixed', '@media (max-width: 479.98px)': { tableLayout: 'auto' } },
  head: {
    textAlign: 'start',
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground3,
    paddingBlock: '6px',
    paddingInline: '0 12px',
  },
  cell: {
    textAlign: 'start',
    verticalAlign: 'top',
    fontWeight: tokens.fontWeightRegular,
    paddingBlock: '8px',
    paddingInline: '0 12px',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    overflowWrap: 'anywhere',
    whiteSpace: 'pre-wrap',
  },
  name: { color: tokens.colorNeutralForeground3, overflowWrap: 'normal' },
  after: { fontWeight: tokens.fontWeightSemibold },
  mark: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase100,
    paddingInline: '3px',
    marginInline: '1px',
    borderRadius: tokens.borderRadiusSmall,
    border: `1px solid ${tokens.colorStatusDangerBorder1}`,
    whiteSpace: 'nowrap',
  },
  nothing: { color: tokens.colorNeutralForeground3 },
});

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isInstant = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value);
export const membersOf = (value: unknown): Readonly<Record<string, unknown>> => (isRecord(value) ? value : {});

/** A text of somebody else in which nothing can hide (A71); its direction stays its own. */
export function VisibleText({ text }: { text: string }) {
  const styles = useStyles();
  const { t } = useTranslation('ui');
  return (
    <bdi>
      {visibleParts(text).map((part, n) =>
        part.kind === 'plain' ? (
          part.text
        ) : (
          // Parts never move within one text.
          <span key={n} className={styles.mark} title={t('change.invisible')}>
            {part.text}
          </span>
        ),
      )}
    </bdi>
  );
}

type Names = ReadonlyMap<string, string>;
const noNames: Names = new Map();

type Props = {
  before: unknown;
  after: unknown;
  /** of what the values name by id, e.g. room groups */
  names?: Names;
  /** Where the two sides are not before and after. */
  headings?: { before: string; after: string };
};

/** The value of a field in words: countries, rings and devices by name, groups by the names that are known. */
function useFieldValue(names: Names): (field: string, value: unknown) => string {
  const { t } = useTranslation('ui');
  const format = useFormat();
  const term = useTerm();
  const wordOf = (field: string, value: string): string => {
    if (field === 'country') return `${format.country(value)} (${value})`;
    if (field === 'ring' || field === 'device' || field === 'severity' || field === 'signal') return term(field, value);
    if (isInstant(value)) return format.dateTime(value);
    return names.get(value) ?? value;
  };
  /** An atom of a scope, or an object such as the change control: `{ 'rooms.modify': 'manual' }`. */
  const ofRecord = (value: Readonly<Record<string, unknown>>): string => {
    const { type, id, where } = value;
    if (type === 'all') return t('scope.all');
    if (typeof id === 'string') return names.get(id) ?? id;
    const members = Object.entries(type === 'rule' ? membersOf(where) : value);
    return format.list(
      members.map(([name, each]) =>
        t('change.member', { name: nameOf(name), value: typeof each === 'string' ? term('mode', each) : show(name, each) }),
      ),
    );
  };
  const nameOf = (name: string): string => (name.includes('.') ? term('permission', name) : term('field', name));
  const show = (field: string, value: unknown): string => {
    if (typeof value === 'string') return wordOf(field, value);
    if (typeof value === 'number') return format.number(value);
    if (Array.isArray(value)) return format.list(value.map((each) => show(field, each)));
    return isRecord(value) ? ofRecord(value) : typeof value === 'boolean' ? t(value ? 'yes' : 'no') : '';
  };
  return show;
}

/**
 * What a change does to an object, field by field. Where there is no state before (something was made), one column.
 */
export function BeforeAfter({ before, after, names = noNames, headings }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('ui');
  const term = useTerm();
  const valueOf = useFieldValue(names);
  const [old, now] = [membersOf(before), membersOf(after)];
  const hasBefore = isRecord(before);
  const every = [...new Set([...Object.keys(old), ...Object.keys(now)])];
  // What stays as it is would hide what does not.
  const fields = hasBefore && isRecord(after) ? every.filter((field) => JSON.stringify(old[field]) !== JSON.stringify(now[field])) : every;
  const cell = (field: string, value: unknown) => {
    const text = valueOf(field, value);
    // Numbers and times are written by us, with the spaces of the language.
    if (typeof value === 'number' || isInstant(value)) return text;
    return text === '' ? <span className={styles.nothing}>{t('none')}</span> : <VisibleText text={text} />;
  };
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col" className={styles.head}>
            {t('change.field')}
          </th>
          {hasBefore && (
            <th scope="col" className={styles.head}>
              {headings?.before ?? t('change.before')}
            </th>
          )}
          <th scope="col" className={styles.head}>
            {hasBefore ? (headings?.after ?? t('change.after')) : t('change.value')}
          </th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => (
          <tr key={field}>
            <th scope="row" className={mergeClasses(styles.cell, styles.name)}>
              {term('field', field)}
            </th>
            {/* What is not said of the state before is not nothing. */}
            {hasBefore && (
              <td className={styles.cell}>
                {field in old ? cell(field, old[field]) : <span className={styles.nothing}>{t('change.unstated')}</span>}
              </td>
            )}
            <td className={mergeClasses(styles.cell, hasBefore && styles.after)}>{cell(field, now[field])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
