import { makeStyles, Tab, TabList, tokens } from '@fluentui/react-components';
import { type ReactNode, useId } from 'react';
import { useSearchState } from '../app/search.ts';

export type TabEntry = { id: string; title: string };

const useStyles = makeStyles({
  list: { flexWrap: 'wrap', marginBlockEnd: '16px', borderBottom: `1px solid ${tokens.colorNeutralStroke2}`, '@media print': { display: 'none' } },
  panel: { outlineStyle: 'none', minWidth: 0 },
});

/** The tab of `?tab=`; the first one where the address names none of these. */
export function useTab(tabs: readonly TabEntry[]): string {
  const [{ tab }] = useSearchState();
  return (tabs.find(({ id }) => id === tab) ?? tabs[0])?.id ?? '';
}

/** Parts of one page, the shown one in the address; the focus stays on the tabs (portal.md section 5). */
export function Tabs({
  label,
  tabs,
  shown,
  keeps,
  children,
}: {
  label: string;
  tabs: readonly TabEntry[];
  shown: string;
  /** Where the filters of the page hold for every tab; else each tab begins without. */
  keeps?: 'filters';
  children: ReactNode;
}) {
  const styles = useStyles();
  const [, setSearch] = useSearchState();
  const base = useId();
  return (
    <>
      <TabList
        aria-label={label}
        className={styles.list}
        selectedValue={shown}
        onTabSelect={(_, { value }) =>
          setSearch({ tab: String(value), open: undefined, q: undefined, sort: undefined, ...(keeps === 'filters' ? {} : { f: undefined }) })
        }
      >
        {tabs.map(({ id, title }) => (
          <Tab key={id} value={id} id={`${base}${id}`} aria-controls={`${base}panel`}>
            {title}
          </Tab>
        ))}
      </TabList>
      <div role="tabpanel" id={`${base}panel`} aria-labelledby={`${base}${shown}`} className={styles.panel}>
        {children}
      </div>
    </>
  );
}
