import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import type { UpdateRing } from '../../api/shapes.ts';
import { useWrite } from '../../api/use-write.ts';
import { usePageScope } from '../../app/use-page.ts';
import { paths } from '../../paths.ts';
import { NotFoundPage } from '../../shell/problem-page.tsx';
import { leaveSaved } from '../../ui/leave-guard.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { type RingDraft, RingForm } from './ring-form.tsx';
import { ringsPath, useSay, useTouchedByRing } from './ring-queries.ts';

const start: RingDraft = { name: '', order: 5, deferralDays: 0, rolloutDays: 0, testDays: 0 };

/** A new ring, without rooms; they are moved into it afterwards. */
export function NewRingPage() {
  const { customer } = usePageScope();
  return customer === undefined ? <NotFoundPage /> : <NewRing customer={customer} />;
}

function NewRing({ customer }: { customer: string }) {
  const { t } = useTranslation('rings');
  const { scope } = usePageScope();
  const navigate = useNavigate();
  const say = useSay();
  const [saved, setSaved] = useState(false);
  const back = (): void => void navigate({ to: paths.rings(scope) });
  const write = useWrite<RingDraft, UpdateRing>(
    (body, idempotencyKey) => api.send<UpdateRing>('POST', ringsPath(customer), { body, idempotencyKey }),
    useTouchedByRing(),
    (answer) => {
      say(answer, t('new.done'));
      leaveSaved(
        () => setSaved(true),
        () => (answer.kind === 'done' ? void navigate({ to: paths.ring(scope, answer.value.id) }) : back()),
      );
    },
  );
  return (
    <>
      <PageHeader title={t('new.title')} text={t('new.text')} crumbs={[{ text: t('title'), to: paths.rings(scope) }]} />
      <RingForm
        start={start}
        names="free"
        verb={t('new.verb')}
        needsApproval={false}
        pending={write.pending}
        saved={saved}
        problem={write.problem}
        onSave={write.run}
        onClose={back}
      />
    </>
  );
}
