import { describe, expect, it } from 'vitest';
import { shownTo } from './ledger.rules.ts';

const [home, a, b] = ['org_home', 'org_a', 'org_b'] as const;

describe('what a reader sees of the ledgers', () => {
  it('is nothing without audit.view', () => expect(shownTo(home, [], undefined)).toBeUndefined());
  it('D47 is the whole own ledger with audit.view at home', () =>
    expect(shownTo(home, [home, a], undefined)).toEqual({ ledger: home, concerning: 'everything' }));
  it('A121 is what concerns the customers where a partner’s person holds audit.view, in the own ledger', () => {
    expect(shownTo(home, [a, b, a], undefined)).toEqual({ ledger: home, concerning: [a, b] });
  });
  it('A121 is what concerns the customer that is named, in the own ledger', () =>
    expect(shownTo(home, [a], a)).toEqual({ ledger: home, concerning: [a] }));
  it('A04 is nothing for a customer without a grant', () => expect(shownTo(home, [home, a], b)).toBeUndefined());
  it('leaves out other customers’ acts when one’s own organization is named', () =>
    expect(shownTo(home, [home], home)).toEqual({ ledger: home, concerning: [home, null] }));
});
