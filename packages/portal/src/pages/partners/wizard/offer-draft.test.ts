import { describe, expect, it } from 'vitest';
import { emptyScope } from '../scope/scope-draft.ts';
import { daysOf, faultsIn, looksLikeDomain, newOffer, type OfferDraft, offerOf, reachableStep, stepOfPointer } from './offer-draft.ts';

const complete: OfferDraft = { ...newOffer, domain: ' litware.example ', scope: { ...emptyScope, mode: 'all' }, agreedTo: '2026-01' };

describe('an invitation while it is written', () => {
  it.each([
    ['1', 1],
    ['14', 14],
    ['30', 30],
    [' 7 ', 7],
  ])('D04 takes %j as days', (text, days) => {
    expect(daysOf(text)).toBe(days);
  });

  it.each(['', '0', '31', '-1', '1.5', '1,5', 'seven', '1e1'])('D04 refuses %j at the field', (text) => {
    expect(daysOf(text)).toBeUndefined();
    expect(faultsIn('rules', { ...complete, days: text })).toEqual([{ pointer: '/expiresInDays', kind: 'days' }]);
  });

  it.each(['litware.example', 'LITWARE.example.', 'пример.рф', 'a.b.c'])('D02 takes %j for a domain', (text) => {
    expect(looksLikeDomain(text)).toBe(true);
  });

  it.each(['litware', 'https://litware.example', 'ann@litware.example', 'a b.example', '.example', 'a..example'])(
    'D02 does not take %j for a domain',
    (text) => {
      expect(looksLikeDomain(text)).toBe(false);
    },
  );

  it('opens the steps one after the other', () => {
    expect(reachableStep(newOffer)).toBe(0);
    expect(reachableStep({ ...complete, scope: emptyScope })).toBe(1);
    expect(reachableStep({ ...complete, agreedTo: undefined })).toBe(2);
    expect(reachableStep(complete)).toBe(3);
  });

  it('D07 D08 is sent only when every step is complete, and then as the API wants it', () => {
    expect(offerOf({ ...complete, agreedTo: undefined })).toBeUndefined();
    expect(offerOf(complete)).toEqual({
      domain: 'litware.example',
      expiresInDays: 14,
      changeControl: {},
      scope: [{ type: 'all' }],
      termsVersion: '2026-01',
    });
  });

  it('leads an error of the server to the step that holds its field', () => {
    expect(['/domain', '/expiresInDays', '/changeControl/rooms.modify', '/scope/0/id', '/termsVersion', ''].map(stepOfPointer)).toEqual([
      'rules',
      'rules',
      'rules',
      'rooms',
      'terms',
      'review',
    ]);
  });
});
