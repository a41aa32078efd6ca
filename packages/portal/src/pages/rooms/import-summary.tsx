import { makeStyles, MessageBar, MessageBarBody, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { ProblemFacts } from '../../api/problem.ts';
import type { RoomImport } from '../../api/shapes.ts';
import { useFormat } from '../../i18n/format.ts';
import { ProblemBar } from '../../ui/problem-bar.tsx';
import { Facts, Surface } from '../../ui/surface.tsx';

const useStyles = makeStyles({
  numbers: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(140px, 1fr))',
    gap: '12px',
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  number: {
    display: 'grid',
    gap: '2px',
    padding: '12px 16px',
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  value: {
    fontSize: tokens.fontSizeHero700,
    lineHeight: tokens.lineHeightHero700,
    fontWeight: tokens.fontWeightSemibold,
    fontVariantNumeric: 'tabular-nums',
  },
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
});

const delimiterNames = { ',': 'comma', ';': 'semicolon', '\t': 'tab' } as const;
const isDelimiter = (text: string): text is keyof typeof delimiterNames => Object.hasOwn(delimiterNames, text);

/** What would become of the file, and how it was read: a wrong guess shows here, before anything is made. */
export function ImportSummary({ result, file, problem }: { result: RoomImport; file: string; problem: ProblemFacts | undefined }) {
  const styles = useStyles();
  const { t } = useTranslation('rooms');
  const format = useFormat();
  const { delimiter } = result;
  const numbers = [
    { id: 'lines', value: result.lines },
    { id: 'creates', value: result.creates },
    { id: 'failures', value: result.failures },
  ] as const;
  return (
    <Surface title={t('import.preview', { file })}>
      <ul className={styles.numbers}>
        {numbers.map(({ id, value }) => (
          <li key={id} className={styles.number}>
            <span className={styles.value}>{format.number(value)}</span>
            <span>{t(`import.number.${id}`)}</span>
          </li>
        ))}
      </ul>
      <Facts
        items={[
          { name: t('import.encoding'), value: result.encoding.toUpperCase() },
          { name: t('import.delimiter'), value: isDelimiter(delimiter) ? t(`import.delimiters.${delimiterNames[delimiter]}`) : delimiter },
          { name: t('import.found'), value: result.columns.join(', ') },
        ]}
      />
      {result.creates === 0 && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{t('import.nothingGood')}</MessageBarBody>
        </MessageBar>
      )}
      {result.failures > 1000 && <p className={styles.text}>{t('import.onlyFirst')}</p>}
      <p className={styles.text}>{t('import.nothingYet')}</p>
      <ProblemBar problem={problem} />
    </Surface>
  );
}
