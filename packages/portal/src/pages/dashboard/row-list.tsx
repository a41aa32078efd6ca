import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CursorList } from '../../api/cursor-list.ts';
import { SkeletonBar } from '../../ui/skeleton-rows.tsx';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'grid' },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    gap: '2px 16px',
    alignItems: 'center',
    paddingBlock: '10px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    ':last-child': { borderBottomStyle: 'none', paddingBlockEnd: 0 },
  },
  main: { minWidth: 0, overflowWrap: 'anywhere' },
  detail: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  quiet: { margin: 0, color: tokens.colorNeutralForeground3 },
});

type Row = { id: string; main: ReactNode; detail: ReactNode; end: ReactNode };

/** The first few rows of a list on a tile. @param empty what to say when there is none */
export function RowList<T>({ list, show, empty }: { list: CursorList<T>; show: (item: T) => Row; empty: ReactNode }) {
  const styles = useStyles();
  const { t } = useTranslation('dashboard');
  if (list.state === 'loading') return <SkeletonBar />;
  if (list.state === 'failed') return <p className={styles.quiet}>{t('unavailable')}</p>;
  if (list.rows.length === 0) return <div className={styles.quiet}>{empty}</div>;
  return (
    <ul className={styles.list}>
      {list.rows.slice(0, 6).map((item) => {
        const { id, main, detail, end } = show(item);
        return (
          <li key={id} className={styles.row}>
            <div className={styles.main}>
              <div>{main}</div>
              <div className={styles.detail}>{detail}</div>
            </div>
            <div>{end}</div>
          </li>
        );
      })}
    </ul>
  );
}
