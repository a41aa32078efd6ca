import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { RoomAccess } from '../../api/shapes.ts';
import { useFormat } from '../../i18n/format.ts';
import { useRoleName } from '../../ui/role-words.ts';
import { Facts } from '../../ui/surface.tsx';
import type { Column } from '../../ui/table-columns.ts';
import { AccessChain } from './access-chain.tsx';
import { PermissionWords } from './permission-words.tsx';

type Role = RoomAccess['paths'][number]['role'];
/** What somebody may do somewhere, and by which ways. */
type Rights = Pick<RoomAccess, 'may' | 'mayAsk' | 'paths'>;

const useStyles = makeStyles({
  heading: { margin: 0, fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300, fontWeight: tokens.fontWeightSemibold },
});

/** The roles by which somebody holds something, each once. */
export function useThroughColumn(): Column<{ paths: readonly { role: Role }[] }> {
  const { t } = useTranslation('access');
  const format = useFormat();
  const roleOf = useRoleName();
  return {
    id: 'through',
    title: t('column.through'),
    width: { min: 200, grow: 2 },
    rank: 2,
    cell: ({ paths }) => format.list([...new Set(paths.map(({ role }) => roleOf(role)))]),
  };
}

/** By which roles, how many permissions at once, and how many with approval. */
export function useRightsColumns(): Column<Rights>[] {
  const { t } = useTranslation('access');
  const format = useFormat();
  return [
    useThroughColumn(),
    { id: 'may', title: t('column.may'), width: { min: 130, grow: 0 }, align: 'end', cell: ({ may }) => format.number(may.length) },
    { id: 'ask', title: t('column.mayAsk'), width: { min: 170, grow: 0 }, rank: 3, align: 'end', cell: ({ mayAsk }) => format.number(mayAsk.length) },
  ];
}

/** The permissions by name and every way to them. @param about what stands before them: where, or whose */
export function RightsFacts({ about, rights }: { about: { name: string; value: string }; rights: Rights }) {
  const styles = useStyles();
  const { t } = useTranslation('access');
  const { may, mayAsk, paths } = rights;
  return (
    <>
      <Facts
        items={[
          about,
          { name: t('column.may'), value: <PermissionWords keys={may} /> },
          ...(mayAsk.length === 0 ? [] : [{ name: t('column.mayAsk'), value: <PermissionWords keys={mayAsk} /> }]),
        ]}
      />
      <h3 className={styles.heading}>{t('why')}</h3>
      {paths.map((way) => (
        <AccessChain key={JSON.stringify(way)} way={way} />
      ))}
    </>
  );
}
