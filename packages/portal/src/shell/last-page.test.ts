import { describe, expect, it } from 'vitest';
import { firstPage, startPage } from './last-page.ts';

const everybody = ['/org/dashboard', '/org/directory/users', '/org/directory/groups', '/me/profile', '/explain'];
const customers = ['/partner/c/:customer/dashboard', '/partner/c/:customer/rooms', '/partner/tenants'];

describe('the page that somebody starts on', () => {
  it.each([
    ['at home without any partner side', ['organization'], everybody, '/org/dashboard'],
    ['at home for whoever has work on both sides', ['organization', 'partner'], [...everybody, '/org/rooms', ...customers], '/org/dashboard'],
    ['among the customers for whoever works only there', ['organization', 'partner'], [...everybody, ...customers], '/partner/c/all/dashboard'],
    ['among the tenants for a Tenant Manager without a role', ['organization', 'partner'], [...everybody, '/partner/tenants'], '/partner/tenants'],
    ['at home for an operator, whose side has no page', ['organization', 'operator'], everybody, '/org/dashboard'],
  ] as const)('is %s', (_, sides, pages, expected) => {
    expect(startPage({ sides: [...sides], pages: [...pages] })).toBe(expected);
  });

  it('D66 is the tenants on the other side, for whoever has no role at a customer', () => {
    expect(firstPage('partner', [...everybody, '/partner/tenants'])).toBe('/partner/tenants');
    expect(firstPage('partner', customers)).toBe('/partner/c/all/dashboard');
  });
});
