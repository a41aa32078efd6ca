import { describe, expect, it } from 'vitest';
import { onlyOfScope } from './customer-guard.ts';

const items = [
  { id: 'room_1', customer: 'org_fabrikam' },
  { id: 'room_2', customer: 'org_northwind' },
];

describe('the customer guard', () => {
  it('D29 drops and reports an item of another customer', () => {
    const reports: string[] = [];
    const shown = onlyOfScope(['c', 'org_fabrikam', 'rooms'], items, (message) => reports.push(message));
    expect(shown).toEqual([items[0]]);
    expect(reports).toEqual(['items of another customer than `org_fabrikam` were dropped: 1']);
  });

  it('D46 lets every customer through in the all-customers mode, and reports nothing', () => {
    const reports: string[] = [];
    expect(onlyOfScope(['c', 'all', 'rooms'], items, (message) => reports.push(message))).toEqual(items);
    expect(reports).toEqual([]);
  });
});
