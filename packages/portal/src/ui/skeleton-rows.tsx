import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { ColumnWidth } from './fit-columns.ts';
import { gridTemplate } from './fit-columns.ts';

const useStyles = makeStyles({
  bar: {
    height: '12px',
    width: '70%',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralStencil1,
    '@media (forced-colors: active)': { border: '1px solid CanvasText' },
  },
  row: {
    display: 'grid',
    alignItems: 'center',
    gap: '16px',
    height: '44px',
    paddingInline: '16px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  head: { height: '40px' },
  cards: { display: 'grid', gap: '10px' },
  card: {
    display: 'grid',
    gap: '12px',
    padding: '18px 16px',
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  hidden: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' },
});

/** A place that will hold text; still, because waiting need not move. */
export function SkeletonBar() {
  return <div aria-hidden="true" className={useStyles().bar} />;
}

const rows = [0, 1, 2, 3, 4, 5, 6, 7];

/** What a list shows before its first page: the real widths, no movement. */
export function SkeletonRows({ columns, shape }: { columns: readonly { id: string; width: ColumnWidth }[]; shape: 'rows' | 'cards' }) {
  const styles = useStyles();
  const { t } = useTranslation('ui');
  const shown = columns.slice(0, 5);
  return (
    <div aria-busy="true">
      <span className={styles.hidden}>{t('list.loading')}</span>
      <div aria-hidden="true" className={shape === 'cards' ? styles.cards : undefined}>
        {rows.map((row) =>
          shape === 'cards' ? (
            <div key={row} className={styles.card}>
              <SkeletonBar />
              <SkeletonBar />
            </div>
          ) : (
            <div key={row} className={styles.row} style={{ gridTemplateColumns: gridTemplate(shown) }}>
              {shown.map(({ id }) => (
                <SkeletonBar key={id} />
              ))}
            </div>
          ),
        )}
      </div>
    </div>
  );
}
