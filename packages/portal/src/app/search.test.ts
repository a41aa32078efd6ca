import { describe, expect, it } from 'vitest';
import { filterList, filtersOf, parseSearch, searchText } from './search.ts';

describe('the state in the address', () => {
  it('comes back as it was written', () => {
    const search = { q: 'board room', sort: '-name', f: ['health:warning', 'city:Le Havre:Port'], open: 'room_1' };
    expect(parseSearch(searchText(search))).toEqual(search);
    expect(searchText(search)).toBe('?q=board+room&sort=-name&open=room_1&f=health:warning&f=city:Le+Havre:Port');
  });

  it('drops what no page knows', () => {
    expect(parseSearch('?customer=org_b&q=&f=nonsense&f=health:important')).toEqual({ f: ['health:important'] });
  });

  it('reads filters by name', () => {
    expect(filtersOf({ f: ['city:a:b', 'health:warning'] })).toEqual({ city: 'a:b', health: 'warning' });
    expect(filterList({ city: 'Lyon', health: undefined })).toEqual(['city:Lyon']);
  });
});
