import { Badge, Checkbox, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled } from '@fluentui/react-icons/svg/checkmark-circle';
import { LockClosedRegular } from '@fluentui/react-icons/svg/lock-closed';
import { SubtractRegular } from '@fluentui/react-icons/svg/subtract';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { PermissionCell, PermissionKey } from '../../api/shapes.ts';
import { useFormat } from '../../i18n/format.ts';
import { useProblemWords } from '../../ui/problem-words.ts';
import { usePermissionWords } from './permission-words.ts';
import { byFeature, restingOn, withoutPermission, withPermission } from './role-draft.ts';

const useStyles = makeStyles({
  matrix: { display: 'grid', gap: '24px' },
  part: { display: 'grid', gap: '0' },
  heading: { margin: '0 0 8px', fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300, fontWeight: tokens.fontWeightSemibold },
  row: {
    display: 'grid',
    gridTemplateColumns: '170px minmax(0, 1fr)',
    gap: '4px 16px',
    paddingBlock: '10px',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    '@media (max-width: 767.98px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  feature: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold, paddingBlockStart: '6px' },
  cells: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 250px), 1fr))',
    gap: '8px 20px',
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  cell: { display: 'grid', gridTemplateColumns: 'auto minmax(0, 1fr)', columnGap: '8px', alignItems: 'start', minWidth: 0 },
  words: { display: 'grid', gap: '2px', paddingBlock: '6px', minWidth: 0 },
  name: { fontWeight: tokens.fontWeightSemibold },
  off: { color: tokens.colorNeutralForeground3, fontWeight: tokens.fontWeightRegular },
  sentence: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
  note: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
  badges: { display: 'flex', flexWrap: 'wrap', gap: '4px' },
  icon: { paddingBlockStart: '8px', display: 'inline-flex' },
  yes: { color: tokens.colorStatusSuccessForeground1 },
  no: { color: tokens.colorNeutralForeground4 },
  hidden: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' },
});

type Chosen = ReadonlySet<PermissionKey>;
type Props = {
  /** of the API: the matrix for this reader */
  cells: readonly PermissionCell[];
  chosen: Chosen;
  /** Absent where the role is only shown. */
  onChange?: (chosen: Set<PermissionKey>) => void;
  /** Whose roles these are: acts of a partner may wait for its customer, and that is said (D05). */
  holders: 'own' | 'partner';
};

/**
 * The permission matrix: a row per feature, a cell per verb with one sentence; what comes along with another cell, what
 * is locked and why, and what this version does not offer yet are said at the cell (portal.md 2.5).
 */
export function PermissionMatrix({ cells, chosen, onChange, holders }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('roles');
  const words = usePermissionWords();
  const rows = byFeature(cells);
  return (
    <div className={styles.matrix}>
      {([1, 2] as const).map((table) => (
        <section key={table} className={styles.part} aria-label={t(`matrix.table${table}`)}>
          <h3 className={styles.heading}>{t(`matrix.table${table}`)}</h3>
          {rows
            .filter((row) => row.table === table)
            .map(({ feature, cells: row }) => (
              <div key={feature} className={styles.row}>
                <h4 className={styles.feature}>{words.feature(feature)}</h4>
                <ul className={styles.cells}>
                  {row.map((cell) => (
                    <li key={cell.key}>
                      {onChange ? (
                        <Choice cell={cell} cells={cells} chosen={chosen} onChange={onChange} holders={holders} />
                      ) : (
                        <Shown cell={cell} chosen={chosen} holders={holders} />
                      )}
                    </li>
                  ))}
                </ul>
              </div>
            ))}
        </section>
      ))}
    </div>
  );
}

function Choice({ cell, cells, chosen, onChange, holders }: { cell: PermissionCell } & Required<Props>) {
  const styles = useStyles();
  const { t } = useTranslation('roles');
  const format = useFormat();
  const problemWords = useProblemWords();
  const words = usePermissionWords();
  const id = useId();
  const { key, grantable, reason, never } = cell;
  const why = never === true ? t(`matrix.never.${holders}`) : problemWords({ code: reason ?? 'forbidden' });
  const isChosen = chosen.has(key);
  const keeps = isChosen ? restingOn(cells, chosen, key) : [];
  const locked = !grantable && !isChosen;
  return (
    <div className={styles.cell}>
      <Checkbox
        checked={isChosen}
        disabled={locked || keeps.length > 0}
        aria-labelledby={`${id}name`}
        aria-describedby={`${id}more`}
        onChange={() => onChange(isChosen ? withoutPermission(chosen, key) : withPermission(cells, chosen, key))}
      />
      <div className={styles.words}>
        <span id={`${id}name`} className={mergeClasses(styles.name, locked && styles.off)}>
          {words.name(key)}
        </span>
        <span id={`${id}more`} className={styles.words} style={{ paddingBlock: 0 }}>
          <span className={styles.sentence}>{words.sentence(key)}</span>
          <Notes cell={cell} holders={holders} />
          {keeps.length > 0 && <span className={styles.note}>{t('matrix.comesWith', { permissions: format.acts(keeps.map(words.name)) })}</span>}
          {!grantable && (
            <span className={styles.note}>
              <LockClosedRegular aria-hidden /> {t('matrix.locked', { reason: why })}
            </span>
          )}
        </span>
      </div>
    </div>
  );
}

function Shown({ cell, chosen, holders }: { cell: PermissionCell } & Pick<Props, 'chosen' | 'holders'>) {
  const styles = useStyles();
  const { t } = useTranslation('roles');
  const words = usePermissionWords();
  const has = chosen.has(cell.key);
  return (
    <div className={styles.cell}>
      <span className={mergeClasses(styles.icon, has ? styles.yes : styles.no)}>
        {has ? <CheckmarkCircleFilled fontSize={20} aria-hidden /> : <SubtractRegular fontSize={20} aria-hidden />}
      </span>
      <div className={styles.words}>
        <span className={mergeClasses(styles.name, !has && styles.off)}>
          {words.name(cell.key)} <span className={styles.hidden}>{t(has ? 'matrix.yes' : 'matrix.no')}</span>
        </span>
        <span className={styles.sentence}>{words.sentence(cell.key)}</span>
        {has && <Notes cell={cell} holders={holders} />}
      </div>
    </div>
  );
}

function Notes({ cell: { needs, event, offered }, holders }: { cell: PermissionCell } & Pick<Props, 'holders'>) {
  const styles = useStyles();
  const { t } = useTranslation('roles');
  const format = useFormat();
  const words = usePermissionWords();
  const mayWait = event && holders === 'partner';
  return (
    <>
      {needs.length > 0 && (
        <span className={styles.note}>{t('matrix.needs', { count: needs.length, permissions: format.either(needs.map(words.name)) })}</span>
      )}
      {(mayWait || !offered) && (
        <span className={styles.badges}>
          {mayWait && (
            <Badge appearance="tint" color="informative">
              {t('matrix.event')}
            </Badge>
          )}
          {!offered && (
            <Badge appearance="outline" color="informative">
              {t('matrix.notOffered')}
            </Badge>
          )}
        </span>
      )}
    </>
  );
}
