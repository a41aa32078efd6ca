import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format.ts';
import { Surface } from '../../ui/surface.tsx';

const useStyles = makeStyles({
  figure: {
    margin: 0,
    fontSize: tokens.fontSizeHero900,
    lineHeight: tokens.lineHeightHero900,
    fontWeight: tokens.fontWeightSemibold,
    fontVariantNumeric: 'tabular-nums',
    letterSpacing: '-0.02em',
    overflowWrap: 'anywhere',
  },
  text: { margin: 0, maxWidth: '64ch', textWrap: 'pretty' },
  quiet: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
});

type Props = {
  title: string;
  definition: string;
  from: string;
  until: string;
  figure: string;
  /** instead of a figure that there is not */ missing?: string;
  children?: ReactNode;
};

/** The figure that a report is about, what it means, and the period and zone it is of. */
export function Headline({ title, definition, from, until, figure, missing, children }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('reports');
  const format = useFormat();
  return (
    <Surface title={title}>
      <p className={styles.figure}>{missing === undefined ? figure : t('noTime')}</p>
      {missing !== undefined && <p className={styles.text}>{missing}</p>}
      <p className={styles.text}>{definition}</p>
      {children}
      <p className={styles.quiet}>
        {t('period', { from: format.dateTime(from), until: format.dateTime(until), zone: Intl.DateTimeFormat().resolvedOptions().timeZone })}
      </p>
    </Surface>
  );
}
