import { describe, expect, it } from 'vitest';
import { type Act, copyFor } from './entry.rules.ts';

const act: Act = {
  action: 'room.changed',
  outcome: 'done',
  channel: 'session',
  credential: 'ses_1',
  actor: { id: 'usr_1', name: 'Lena Moreau', organization: { id: 'org_partner', name: 'Contoso' } },
  customer: 'org_customer',
  partner: 'org_partner',
  target: { type: 'room', id: 'room_1', name: 'Boardroom' },
  changes: { before: { city: 'Lyon' }, after: { city: 'Paris' } },
  code: null,
  count: null,
  request: 'req_1',
};

describe('the copy of an act', () => {
  it('D47 is the whole act in the ledger of the customer', () => {
    expect(copyFor('org_customer', act)).toEqual(act);
  });

  it('D32 D72 holds ids and digests of the customer’s data in the ledger of the partner', () => {
    const copy = copyFor('org_partner', act);
    expect(copy.target).toEqual({ type: 'room', id: 'room_1', name: '' });
    expect(copy.changes).toEqual({ digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(JSON.stringify(copy)).not.toMatch(/Boardroom|Lyon|Paris/);
    expect(copy.actor.name).toBe('Lena Moreau');
  });

  it('D14 names a person of the customer by the organization in the ledger of the partner', () => {
    const customers = { id: 'usr_2', name: 'Maria Keller', organization: { id: 'org_customer', name: 'Fabrikam' } };
    expect(copyFor('org_partner', { ...act, actor: customers }).actor).toEqual({ ...customers, name: 'Fabrikam' });
  });

  it('is the whole act where it concerns no customer', () => {
    const own = { ...act, customer: null };
    expect(copyFor('org_partner', own)).toEqual(own);
  });
});
