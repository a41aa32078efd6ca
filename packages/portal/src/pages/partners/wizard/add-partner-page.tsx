import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client.ts';
import { useMe } from '../../../api/me.ts';
import { factsOf, Problem } from '../../../api/problem.ts';
import type { Invitation } from '../../../api/shapes.ts';
import { useWrite } from '../../../api/use-write.ts';
import { useSearchState } from '../../../app/search.ts';
import { usePageScope } from '../../../app/use-page.ts';
import { paths } from '../../../paths.ts';
import { Trouble } from '../../../shell/problem-page.tsx';
import { LeaveGuard } from '../../../ui/leave-guard.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { SkeletonBar } from '../../../ui/skeleton-rows.tsx';
import { Stepper, useStep } from '../../../ui/stepper.tsx';
import { GlobalAdminAdvice } from '../global-admin-advice.tsx';
import { InvitationReceipt } from './invitation-receipt.tsx';
import { newOffer, type Offer, type OfferDraft, offerLike, reachableStep, stepIds, stepOfPointer } from './offer-draft.ts';
import { ReviewStep } from './review-step.tsx';
import { RoomsStep } from './rooms-step.tsx';
import { RulesStep } from './rules-step.tsx';
import { TermsStep } from './terms-step.tsx';

/** Invites a partner, or invites again with what an earlier invitation said: `?open=` names it (D01–D11). */
export function AddPartnerPage() {
  const { t } = useTranslation('partners');
  const { organization } = useMe();
  const [{ open }] = useSearchState();
  const { key } = usePageScope();
  const earlier = useQuery({
    queryKey: key('invitation', open),
    enabled: open !== undefined,
    queryFn: ({ signal }) => api.get<Invitation>(`/customers/${organization.id}/invitations/${encodeURIComponent(open ?? '')}`, { signal }),
  });
  if (earlier.isError) return <Trouble facts={factsOf(earlier.error)} onRetry={() => void earlier.refetch()} />;
  return (
    <>
      <PageHeader title={t('add.title')} crumbs={[{ text: t('title'), to: paths.partners() }]} text={t('add.text')} />
      {open !== undefined && earlier.data === undefined ? (
        <SkeletonBar />
      ) : (
        <Wizard key={open ?? 'new'} customer={organization.id} start={earlier.data ? offerLike(earlier.data) : newOffer} />
      )}
    </>
  );
}

function Wizard({ customer, start }: { customer: string; start: OfferDraft }) {
  const { t } = useTranslation('partners');
  const { key } = usePageScope();
  const [draft, setDraft] = useState(start);
  const steps = stepIds.map((id) => ({ id, title: t(`step.${id}`) }));
  const step = useStep(steps, reachableStep(draft));

  const send = useWrite(
    async (offer: Offer, idempotencyKey) => {
      try {
        return await api.send<Invitation>('POST', `/customers/${customer}/invitations`, { body: offer, idempotencyKey });
      } catch (error) {
        // The page goes to the step with the first wrong field; what is agreed to an old text is agreed to no longer.
        const faults = error instanceof Problem ? error.facts.errors : [];
        const first = faults[0];
        if (faults.some(({ code }) => code === 'terms_outdated')) setDraft({ ...draft, agreedTo: undefined });
        if (first) step.go(stepOfPointer(first.pointer));
        throw error;
      }
    },
    [key('partners'), key('invitations')],
  );

  if (send.answer?.kind === 'done') return <InvitationReceipt invitation={send.answer.value} />;
  const change = (next: OfferDraft): void => {
    setDraft(next);
    if (send.problem) send.clear();
  };
  const shared = { customer, draft, onChange: change, problem: send.problem, onNext: step.next, onBack: step.back };
  return (
    <>
      <LeaveGuard unsaved={draft !== start} />
      <GlobalAdminAdvice lesser="managed-service-admin" />
      <Stepper steps={steps} index={step.index} />
      {step.id === 'rules' && <RulesStep {...shared} />}
      {step.id === 'rooms' && <RoomsStep {...shared} />}
      {step.id === 'terms' && <TermsStep {...shared} />}
      {step.id === 'review' && <ReviewStep {...shared} pending={send.pending} onSend={send.run} />}
    </>
  );
}
