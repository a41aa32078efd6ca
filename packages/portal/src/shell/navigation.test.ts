import { describe, expect, it } from 'vitest';
import { customerScope, everyCustomer, ownScope } from '../paths.ts';
import { navigation, scopeOf, sideOf } from './navigation.ts';

const offered = ['/org/rooms', '/org/settings/partners', '/partner/c/:customer/rooms', '/partner/tenants'];

describe('the navigation', () => {
  it('shows what the server offers and nothing else', () => {
    expect(navigation('organization', ownScope, offered)).toEqual([
      { entries: [{ key: 'rooms', path: '/org/rooms' }] },
      { title: 'settings', entries: [{ key: 'partners', path: '/org/settings/partners' }] },
    ]);
    expect(navigation('organization', ownScope, [])).toEqual([]);
  });

  it('stays within the customer that is shown', () => {
    expect(navigation('partner', customerScope('org_a'), offered)[0]).toEqual({ entries: [{ key: 'rooms', path: '/partner/c/org_a/rooms' }] });
    expect(navigation('partner', everyCustomer, offered)[0]).toEqual({ entries: [{ key: 'rooms', path: '/partner/c/all/rooms' }] });
  });

  it('reads side and customer from the address alone', () => {
    expect(sideOf('/partner/tenants')).toBe('partner');
    expect(sideOf('/organize')).toBeUndefined();
    expect(scopeOf('/partner/c/org_a/rooms/room_1')).toEqual(customerScope('org_a'));
    expect(scopeOf('/partner/tenants')).toEqual(everyCustomer);
    expect(scopeOf('/me/profile')).toEqual(ownScope);
  });
});
