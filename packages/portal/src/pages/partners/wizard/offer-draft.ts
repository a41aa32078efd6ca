import type { Atom, EventModes, Invitation } from '../../../api/shapes.ts';
import { draftOf, emptyScope, type ScopeDraft, scopeOf } from '../scope/scope-draft.ts';

/** An invitation while it is being written. `days` stays text, so that nothing typed is lost or rounded. */
export type OfferDraft = { domain: string; days: string; changeControl: EventModes; scope: ScopeDraft; agreedTo: string | undefined };
export type Offer = { domain: string; expiresInDays: number; changeControl: EventModes; scope: Atom[]; termsVersion: string };

export const stepIds = ['rules', 'rooms', 'terms', 'review'] as const;
export type StepId = (typeof stepIds)[number];

/** D04: a whole number of days, fourteen unless somebody says otherwise. */
export const dayLimits = { from: 1, to: 30, usual: 14 } as const;

export const newOffer: OfferDraft = { domain: '', days: String(dayLimits.usual), changeControl: {}, scope: emptyScope, agreedTo: undefined };

/** Everything as it was but the terms, which are agreed to each time (D07, D11). */
export const offerLike = ({ domain, expiresInDays, changeControl, scope }: Invitation): OfferDraft => ({
  ...newOffer,
  domain,
  days: String(expiresInDays),
  changeControl,
  ...(scope === undefined ? {} : { scope: draftOf(scope) }),
});

export const daysOf = (text: string): number | undefined => {
  const days = /^\d{1,3}$/.test(text.trim()) ? Number(text) : Number.NaN;
  return days >= dayLimits.from && days <= dayLimits.to ? days : undefined;
};

/** Looks like a domain name in any script; whether somebody stands behind it only the server knows. */
export const looksLikeDomain = (text: string): boolean => /^[^\s@/:.]+(\.[^\s@/:.]+)+\.?$/u.test(text.trim()) && text.trim().length <= 253;

export type Fault = { pointer: '/domain' | '/expiresInDays' | '/scope' | '/termsVersion'; kind: 'required' | 'domain' | 'days' | 'rooms' | 'terms' };

/** What keeps a step from being complete, by field. */
export function faultsIn(step: StepId, draft: OfferDraft): Fault[] {
  switch (step) {
    case 'rules':
      return [
        ...(draft.domain.trim() === ''
          ? [{ pointer: '/domain', kind: 'required' } as const]
          : looksLikeDomain(draft.domain)
            ? []
            : [{ pointer: '/domain', kind: 'domain' } as const]),
        ...(daysOf(draft.days) === undefined ? [{ pointer: '/expiresInDays', kind: 'days' } as const] : []),
      ];
    case 'rooms':
      return scopeOf(draft.scope).length === 0 ? [{ pointer: '/scope', kind: 'rooms' }] : [];
    case 'terms':
      return draft.agreedTo === undefined ? [{ pointer: '/termsVersion', kind: 'terms' }] : [];
    case 'review':
      return [];
  }
}

/** The first step that is not complete; the steps after it cannot be opened. */
export const reachableStep = (draft: OfferDraft): number => {
  const open = stepIds.findIndex((step) => faultsIn(step, draft).length > 0);
  return open === -1 ? stepIds.length - 1 : open;
};

/** What is sent; `undefined` while a step is not complete. */
export function offerOf(draft: OfferDraft): Offer | undefined {
  const expiresInDays = daysOf(draft.days);
  if (expiresInDays === undefined || draft.agreedTo === undefined || reachableStep(draft) < stepIds.length - 1) return undefined;
  return {
    domain: draft.domain.trim(),
    expiresInDays,
    changeControl: draft.changeControl,
    scope: scopeOf(draft.scope),
    termsVersion: draft.agreedTo,
  };
}

/** The step that holds the field of an error of the server. */
export function stepOfPointer(pointer: string): StepId {
  if (pointer.startsWith('/scope')) return 'rooms';
  if (pointer.startsWith('/termsVersion')) return 'terms';
  return /^\/(domain|expiresInDays|changeControl)/.test(pointer) ? 'rules' : 'review';
}
