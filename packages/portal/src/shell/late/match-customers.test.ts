import { expect, it } from 'vitest';
import { matchCustomers } from './match-customers.ts';

const customers = [
  { id: 'org_1', name: 'North Fabrikam', domain: 'north.example' },
  { id: 'org_2', name: 'Fabrikam', domain: 'fabrikam.example' },
  { id: 'org_3', name: 'Tailspin', domain: 'fabulous.example' },
];

it('D46 finds a customer by the beginning of its name, of a word of it, or of its domain, in this order', () => {
  expect(matchCustomers(customers, ' FAB ').map(({ id }) => id)).toEqual(['org_2', 'org_1', 'org_3']);
  expect(matchCustomers(customers, 'brik')).toEqual([]);
  expect(matchCustomers(customers, '')).toEqual(customers);
});
