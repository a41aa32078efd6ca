import type { OrganizationId } from '@keyholder/contract';
import { ofEach } from '../../kernel/of-each.ts';
import type { AtomKey, Grant } from '../../kernel/rights.ts';

type Pair = { customer: OrganizationId; atom: AtomKey };

/**
 * Grants in the form in which SQL takes them: one statement whatever their number. A room is covered when its customer is
 * `whole`, or it has an atom of `direct`, or one of `checked` and beside it one of `within` of the same customer (D23).
 */
export type Coverage = {
  whole: readonly OrganizationId[];
  direct: readonly Pair[];
  checked: readonly Pair[];
  within: readonly Pair[];
};

/** @param grants at most one per customer, as `Authority.grants` gives them */
export const coverageOf: (grants: readonly Grant[]) => Coverage = ofEach(coverageFrom);

function coverageFrom(grants: readonly Grant[]): Coverage {
  const whole: OrganizationId[] = [];
  const direct: Pair[] = [];
  const checked: Pair[] = [];
  const within: Pair[] = [];
  for (const grant of grants) {
    const { customer } = grant;
    const bound = grant.within === null || grant.within.includes('all') ? null : new Set(grant.within);
    // `all` cut by the delegated scope is that scope
    const atoms = grant.atoms.includes('all') ? [...(bound ?? ['all'])] : grant.atoms;
    if (bound === null && atoms.includes('all')) {
      whole.push(customer);
      continue;
    }
    const needsBoth = bound === null ? [] : atoms.filter((atom) => !bound.has(atom));
    direct.push(...atoms.filter((atom) => bound === null || bound.has(atom)).map((atom) => ({ customer, atom })));
    checked.push(...needsBoth.map((atom) => ({ customer, atom })));
    if (needsBoth.length > 0 && bound !== null) within.push(...[...bound].map((atom) => ({ customer, atom })));
  }
  return { whole, direct, checked, within };
}

/** Of the grants, those at one customer; all of them where none is named. Only narrows (A04). */
export const grantsAt = (grants: readonly Grant[], customer: string | undefined): readonly Grant[] =>
  customer === undefined ? grants : grants.filter((grant) => grant.customer === customer);
