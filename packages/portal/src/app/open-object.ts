import { useSearchState } from './search.ts';
import { usePageScope } from './use-page.ts';

export type ObjectName = { customer: string; id: string };

/** How `?open=` names an object: by its id; where several customers stand together, with its customer before it. */
export const openName = ({ customer, id }: ObjectName, lists: 'one' | 'all'): string => (lists === 'all' ? `${customer}:${id}` : id);

/** @param own the customer of the page; `undefined` in all-customers mode */
export function parseOpen(text: string | undefined, own: string | undefined): ObjectName | undefined {
  if (text === undefined) return undefined;
  if (own !== undefined) return text.includes(':') ? undefined : { customer: own, id: text };
  const [customer, id, ...more] = text.split(':');
  return customer && id && more.length === 0 ? { customer, id } : undefined;
}

/** The object whose panel is open beside the list, in the address; closing leads the focus back to its row (portal.md section 5). */
export function useOpenObject() {
  const [search, setSearch] = useSearchState();
  const { customer } = usePageScope();
  return {
    open: parseOpen(search.open, customer),
    /** The address of a row: this list, as it is filtered, with the row's panel. */
    searchOf: (object: ObjectName) => ({ ...search, open: openName(object, customer === undefined ? 'all' : 'one') }),
    close: (): void => {
      const id = search.open;
      setSearch({ open: undefined });
      // The row is in the document again only after the list has been drawn without the panel.
      if (id !== undefined) setTimeout(() => document.querySelector<HTMLElement>(`a[href*="open=${CSS.escape(id)}"]`)?.focus(), 50);
    },
  };
}
