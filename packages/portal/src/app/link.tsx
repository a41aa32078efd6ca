import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { createLink, useRouter } from '@tanstack/react-router';
import type { ComponentProps, MouseEvent, ReactNode } from 'react';
import { forwardRef } from 'react';
import { type Search, searchText } from './search.ts';

type Anchor = ComponentProps<'a'>;

const useStyles = makeStyles({
  link: {
    color: tokens.colorBrandForegroundLink,
    textDecorationLine: 'none',
    borderRadius: tokens.borderRadiusSmall,
    ':hover': { color: tokens.colorBrandForegroundLinkHover, textDecorationLine: 'underline' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' },
  },
  inline: { textDecorationLine: 'underline' },
  quiet: {
    // The row's colour, which changes with its background when the row is under the pointer.
    color: 'inherit',
    fontWeight: tokens.fontWeightSemibold,
    ':hover': { color: 'inherit' },
  },
});

const PlainAnchor = forwardRef<HTMLAnchorElement, Anchor>(function PlainAnchor(props, ref) {
  const styles = useStyles();
  return <a {...props} ref={ref} className={mergeClasses(styles.link, props.className)} />;
});
const RouterLink = createLink(PlainAnchor);

type Props = {
  to: string;
  search?: Search;
  children: ReactNode;
  /** `quiet`: in lists, where each row has one; `inline`: within a sentence, where colour alone would not tell it */
  look?: 'plain' | 'quiet' | 'inline';
  className?: string;
  tabIndex?: number;
  'aria-label'?: string;
  'aria-current'?: 'page';
  /** Marks the link that stands for its cell in a grid. */
  'data-cell-focus'?: string;
};

/** A real link to a page of the portal; opens in a new tab when asked to, like any other. Addresses: `paths`. */
export function AppLink({ to, search, look = 'plain', className, ...rest }: Props) {
  const styles = useStyles();
  const merged = mergeClasses(look !== 'plain' && styles[look], className);
  return <RouterLink {...rest} to={to} search={search ?? {}} className={merged} />;
}

/** For Fluent parts that draw an anchor themselves: `href`, and a click that stays in the page. */
export function useHref(): (to: string, search?: Search) => { href: string; onClick: (event: MouseEvent<HTMLElement>) => void } {
  const router = useRouter();
  return (to, search = {}) => ({
    href: `${to}${searchText(search)}`,
    onClick: (event) => {
      if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      void router.navigate({ to, search });
    },
  });
}
