import { useSearchState } from './search.ts';

/** Reading starts at the heading again, where one part of a page has taken the place of another. */
export const focusHeading = (): void => void setTimeout(() => document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true }));

/** Whether a page shows its object or the form for it, `?tab=edit`: the one replaces the other, and is read from its beginning. */
export function useEditTab(): { editing: boolean; edit: () => void; close: () => void } {
  const [{ tab }, setSearch] = useSearchState();
  const show = (next: 'edit' | undefined): void => {
    setSearch({ tab: next });
    setTimeout(() => window.scrollTo(0, 0));
    focusHeading();
  };
  return { editing: tab === 'edit', edit: () => show('edit'), close: () => show(undefined) };
}
