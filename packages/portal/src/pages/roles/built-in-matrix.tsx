import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkFilled } from '@fluentui/react-icons/svg/checkmark';
import { SubtractRegular } from '@fluentui/react-icons/svg/subtract';
import { useTranslation } from 'react-i18next';
import { factsOf } from '../../api/problem.ts';
import type { PermissionCell, Role } from '../../api/shapes.ts';
import { ListProblem } from '../../ui/list-problem.tsx';
import { useRoleWord } from '../../ui/role-words.ts';
import { SkeletonBar } from '../../ui/skeleton-rows.tsx';
import { Surface } from '../../ui/surface.tsx';
import { usePermissionWords } from './permission-words.ts';
import { byFeature } from './role-draft.ts';
import { useMatrix, useRoles, useStandingPartners } from './role-queries.ts';

const useStyles = makeStyles({
  text: { margin: 0, color: tokens.colorNeutralForeground3, maxWidth: '80ch' },
  frame: { position: 'relative', overflowX: 'auto', ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` } },
  table: { borderCollapse: 'collapse', width: '100%', minWidth: '620px' },
  head: {
    textAlign: 'center',
    verticalAlign: 'bottom',
    paddingBlock: '8px',
    paddingInline: '8px',
    fontWeight: tokens.fontWeightSemibold,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  first: { textAlign: 'start', paddingInlineStart: 0 },
  feature: {
    textAlign: 'start',
    paddingBlock: '14px 4px',
    fontWeight: tokens.fontWeightSemibold,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  name: {
    textAlign: 'start',
    fontWeight: tokens.fontWeightRegular,
    paddingBlock: '6px',
    paddingInlineEnd: '16px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  cell: { textAlign: 'center', borderBottom: `1px solid ${tokens.colorNeutralStroke3}` },
  yes: { color: tokens.colorStatusSuccessForeground1 },
  no: { color: tokens.colorNeutralForeground4 },
  hidden: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' },
});

/** The built-in roles side by side, as the server enforces them: Table 1, then what Keyholder adds. */
export function BuiltInMatrix({ customer }: { customer: string }) {
  const { t } = useTranslation('roles');
  const ours = { customer, partner: null };
  const partner = useStandingPartners(customer).rows[0]?.partner;
  const matrix = useMatrix(ours);
  const own = useRoles(ours);
  if (matrix.isError) return <ListProblem problem={factsOf(matrix.error)} onRetry={() => void matrix.refetch()} />;
  if (own.state === 'failed') return <ListProblem problem={own.problem} onRetry={own.retry} />;
  if (matrix.data === undefined || own.state === 'loading') return <SkeletonBar />;
  const roles = own.rows.filter(({ builtIn }) => builtIn);
  const cells = matrix.data.matrix;
  return (
    <Surface title={t('tab.builtIn')}>
      {partner === undefined ? (
        <Compared cells={cells} roles={roles} />
      ) : (
        <WithPartner customer={customer} partner={partner} cells={cells} roles={roles} />
      )}
    </Surface>
  );
}

function WithPartner({
  customer,
  partner,
  cells,
  roles,
}: {
  customer: string;
  partner: string;
  cells: readonly PermissionCell[];
  roles: readonly Role[];
}) {
  const theirs = useRoles({ customer, partner });
  return <Compared cells={cells} roles={[...roles, ...theirs.rows.filter(({ builtIn }) => builtIn)]} />;
}

function Compared({ cells, roles }: { cells: readonly PermissionCell[]; roles: readonly Role[] }) {
  const styles = useStyles();
  const { t } = useTranslation('roles');
  return (
    <>
      <p className={styles.text}>{t('builtInText')}</p>
      {([1, 2] as const).map((table) => (
        <Table key={table} table={table} cells={cells.filter((cell) => cell.table === table)} roles={roles} />
      ))}
    </>
  );
}

function Table({ table, cells, roles }: { table: 1 | 2; cells: readonly PermissionCell[]; roles: readonly Role[] }) {
  const styles = useStyles();
  const { t } = useTranslation('roles');
  const word = useRoleWord();
  const words = usePermissionWords();
  // Table 1 has no column for a role that holds nothing of it.
  const shown = roles.filter(({ permissions }) => cells.some(({ key }) => permissions.includes(key)));
  return (
    // Scrolls sideways on narrow screens, and then by keyboard too.
    <div className={styles.frame} role="region" aria-label={t(`matrix.table${table}`)} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col" className={mergeClasses(styles.head, styles.first)}>
              {t(`matrix.table${table}`)}
            </th>
            {shown.map(({ id, partner }) => (
              <th key={id} scope="col" className={styles.head}>
                {partner === null ? word(id) : t('ofPartners', { role: word(id) })}
              </th>
            ))}
          </tr>
        </thead>
        {byFeature(cells).map(({ feature, cells: row }) => (
          <tbody key={feature}>
            <tr>
              <th scope="rowgroup" colSpan={shown.length + 1} className={styles.feature}>
                {words.feature(feature)}
              </th>
            </tr>
            {row.map(({ key }) => (
              <tr key={key}>
                <th scope="row" className={styles.name}>
                  {words.name(key)}
                </th>
                {shown.map(({ id, permissions }) => (
                  <td key={id} className={styles.cell}>
                    <Mark has={permissions.includes(key)} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function Mark({ has }: { has: boolean }) {
  const styles = useStyles();
  const { t } = useTranslation('roles');
  const Icon = has ? CheckmarkFilled : SubtractRegular;
  return (
    <>
      <Icon fontSize={18} aria-hidden className={has ? styles.yes : styles.no} />
      <span className={styles.hidden}>{t(has ? 'matrix.yes' : 'matrix.no')}</span>
    </>
  );
}
