import { describe, expect, it } from 'vitest';
import type { CursorList } from '../../api/cursor-list.ts';
import type { Delegation, Invitation } from '../../api/shapes.ts';
import { mergeRows, originOf, stateOf, targetOf } from './partner-rows.ts';

const card = { id: 'org_l', name: 'Litware', domain: 'litware.example', country: 'FR' };
const invitation = (id: string, state: Invitation['state'], createdAt: string, answeredAt: string | null = null): Invitation => ({
  id,
  customer: 'org_f',
  partner: 'org_l',
  customerCard: card,
  partnerCard: card,
  domain: card.domain,
  state,
  createdAt,
  expiresAt: createdAt,
  expiresInDays: 14,
  answeredAt,
  changeControl: {},
  roomCount: 1,
  termsVersion: '2026-01',
  version: 1,
  allowedActions: [],
});
const delegation = (since: string): Delegation => ({
  customer: 'org_f',
  partner: 'org_l',
  customerCard: card,
  partnerCard: card,
  state: 'active',
  since,
  endedAt: null,
  roomCount: 1,
  changeControl: {},
  myRoles: [],
  version: 1,
  allowedActions: [],
});
const list = <T>(rows: readonly T[], hasMore = false): CursorList<T> => ({
  rows,
  count: rows.length,
  leftOut: [],
  state: 'ready',
  problem: undefined,
  hasMore,
  loadingMore: false,
  outdated: false,
  loadMore: () => undefined,
  retry: () => undefined,
  asOf: 1,
});

describe('the lines of Partners', () => {
  const accepted = invitation('inv_2', 'accepted', '2026-02-01T00:00:00.000Z', '2026-02-03T00:00:00.000Z');
  const standing = delegation('2026-02-03T00:00:00.000Z');

  it('D20 show an accepted invitation as its delegation, with who invited', () => {
    const { rows } = mergeRows(list([accepted]), list([standing]), undefined);
    expect(rows.map((row) => [row.kind, targetOf(row)])).toEqual([['delegation', 'org_l']]);
    expect(originOf(standing, [accepted])).toBe(accepted);
  });

  it('D11 keep what was declined or has expired, newest first', () => {
    const { rows } = mergeRows(
      list([invitation('inv_3', 'pending', '2026-03-01T00:00:00.000Z'), accepted, invitation('inv_1', 'declined', '2026-01-01T00:00:00.000Z')]),
      list([standing]),
      undefined,
    );
    expect(rows.map(stateOf)).toEqual(['pending', 'active', 'declined']);
    expect(
      mergeRows(list([accepted, invitation('inv_1', 'declined', '2026-01-01T00:00:00.000Z')]), list([standing]), 'declined').rows.map(targetOf),
    ).toEqual(['inv_1']);
  });

  it('hold back what cannot be put in order before the next page is there', () => {
    const { rows, hasMore } = mergeRows(list([invitation('inv_3', 'pending', '2026-03-01T00:00:00.000Z')], true), list([standing]), undefined);
    expect(rows.map(stateOf)).toEqual(['pending']);
    expect(hasMore).toBe(true);
  });
});
