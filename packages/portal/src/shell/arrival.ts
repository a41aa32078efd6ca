let here: string | undefined;

/** Tells a navigation from the first page of a visit and from a page that only renders again. */
export const arrival = {
  /** True once for each address after the first one. */
  isNew: (pathname: string): boolean => {
    const first = here === undefined;
    const changed = here !== pathname;
    here = pathname;
    return changed && !first;
  },
};
