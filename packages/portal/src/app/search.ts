import { useNavigate, useSearch } from '@tanstack/react-router';

/** What an address may carry after `?`. Everything else is dropped, so that no page acts on what it does not know. */
export type Search = {
  /** the words searched for */
  q?: string;
  /** filters, each `name:value` */
  f?: readonly string[];
  /** a column, with `-` before it when descending */
  sort?: string;
  /** the row whose panel is open */
  open?: string;
  tab?: string;
  /** the step of a wizard */
  step?: string;
  /** sign-in only: where to go afterwards */
  return?: string;
  /** sign-in only: the sign-in under way that asks for the password */
  interaction?: string;
  /** sign-in only: how one got here, `signed-out` or `ended` */
  state?: string;
};

const single = ['q', 'sort', 'open', 'tab', 'step', 'return', 'interaction', 'state'] as const;

export function parseSearch(text: string): Search {
  const given = new URLSearchParams(text);
  const search: Search = {};
  for (const key of single) {
    const value = given.get(key);
    if (value !== null && value !== '') search[key] = value;
  }
  const filters = given.getAll('f').filter((filter) => /^[a-z_]+:./i.test(filter));
  return filters.length > 0 ? { ...search, f: filters } : search;
}

export function searchText(search: Search): string {
  const text = new URLSearchParams();
  for (const key of single) if (search[key] !== undefined && search[key] !== '') text.set(key, search[key]);
  for (const filter of search.f ?? []) text.append('f', filter);
  const joined = text.toString().replaceAll('%3A', ':').replaceAll('%2F', '/');
  return joined === '' ? '' : `?${joined}`;
}

/** The filters as an object, e.g. `{ health: 'warning' }`; the last of several values for one name counts. */
export const filtersOf = (search: Search): Record<string, string> =>
  Object.fromEntries((search.f ?? []).map((filter) => [filter.slice(0, filter.indexOf(':')), filter.slice(filter.indexOf(':') + 1)]));

export const filterList = (filters: Readonly<Record<string, string | undefined>>): string[] =>
  Object.entries(filters).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [`${name}:${value}`]));

/** A member that is `undefined` is removed from the address. */
export type SearchPatch = { [K in keyof Search]: Search[K] | undefined };

/**
 * The state of a page is its address (portal.md section 0). While somebody types, replace the entry in the history;
 * what is applied deliberately is pushed, so that Back undoes it.
 */
export function useSearchState(): [Search, (patch: SearchPatch, history?: 'push' | 'replace') => void] {
  const search: Search = useSearch({ strict: false });
  const navigate = useNavigate();
  return [
    search,
    (patch, history = 'push') => {
      const next = Object.fromEntries(Object.entries({ ...search, ...patch }).filter(([, value]) => value !== undefined));
      void navigate({ to: '.', search: next, replace: history === 'replace', resetScroll: false });
    },
  ];
}
