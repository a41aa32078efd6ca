import { type InvitationState, statusOf } from '@keyholder/contract';
import { describe, expect, it } from 'vitest';
import { type InvitationAct, afterAct } from './invitations.rules.ts';

/** Written from D11, D16–D18 and D70: a state where the act is done, a status where it is refused. */
const grid = `
accept    decline   cancel     resend   change_rooms  in state
accepted  declined  cancelled  pending  pending       pending
409       409       409        409      409           accepted
409       409       409        409      409           declined
410       410       410        410      410           cancelled
410       410       410        410      410           expired
`;
const [head = [], ...rows] = grid
  .trim()
  .split('\n')
  .map((line) => line.split(/\s+/));
const acts = head.slice(0, 5) as InvitationAct[]; // the five names above
const cases = rows.flatMap((row) => acts.map((act, n) => ({ act, state: row[5] as InvitationState, expected: row[n] ?? '' }))); // the last column above

const rulesOf: Record<InvitationAct, string> = { accept: 'D16 D18', decline: 'D17 D18', cancel: 'D11', resend: 'D11', change_rooms: 'D70' };

describe('an act on an invitation', () => {
  it('is decided in every state', () => {
    expect(cases).toHaveLength(25);
  });
  for (const { act, state, expected } of cases) {
    it(`${rulesOf[act]} ${act} in state ${state}: ${expected}`, () => {
      const after = afterAct(state, act);
      expect(after.ok ? after.value : String(statusOf[after.code])).toBe(expected);
    });
  }
});
