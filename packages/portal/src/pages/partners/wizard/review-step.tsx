import { Link, makeStyles, MessageBar, MessageBarActions, MessageBarBody, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProblemFacts } from '../../../api/problem.ts';
import { useHref } from '../../../app/link.tsx';
import { useFormat } from '../../../i18n/format.ts';
import { paths } from '../../../paths.ts';
import { Form } from '../../../ui/form.tsx';
import { Facts, Surface } from '../../../ui/surface.tsx';
import { useTerm } from '../../../ui/term.ts';
import { manualIn, useChangeEvents } from '../delegation-queries.ts';
import { ScopeList } from '../scope/scope-list.tsx';
import { ScopeMeasure } from '../scope/scope-measure.tsx';
import { scopeOf } from '../scope/scope-draft.ts';
import { daysOf, type Offer, offerOf } from './offer-draft.ts';
import { StepButtons } from './step-buttons.tsx';
import type { StepProps } from './wizard-step.ts';

const useStyles = makeStyles({
  quiet: { margin: 0, color: tokens.colorNeutralForeground3 },
  list: { margin: 0, paddingInlineStart: '18px', display: 'grid', gap: '4px' },
});

const dayMs = 24 * 3600 * 1000;

/** Everything once more before it is sent, with the instant at which it would expire (D08). */
export function ReviewStep({ customer, draft, problem, pending, onSend, onBack }: StepProps & { pending: boolean; onSend: (offer: Offer) => void }) {
  const styles = useStyles();
  const { t } = useTranslation('partners');
  const format = useFormat();
  const [shownAt] = useState(() => Date.now());
  const offer = offerOf(draft);
  const days = daysOf(draft.days) ?? 0;
  const exists = problem?.code === 'invitation_pending';
  return (
    <Form problem={exists ? undefined : problem} onSubmit={() => offer && !pending && onSend(offer)}>
      {exists && <ExistingLink problem={problem} />}
      <Surface title={t('review.title')}>
        <Facts
          items={[
            { name: t('rules.domain'), value: draft.domain.trim() },
            {
              name: t('review.expires'),
              value: t('review.expiresIfNow', { count: days, instant: format.exact(new Date(shownAt + days * dayMs).toISOString()) }),
            },
            { name: t('control.title'), value: <ManualEvents draft={draft} /> },
            { name: t('scope.label'), value: <ScopeList customer={customer} scope={scopeOf(draft.scope)} /> },
            { name: t('terms.title'), value: t('terms.agreedTo', { version: draft.agreedTo ?? '' }) },
          ]}
        />
        <ScopeMeasure customer={customer} draft={draft.scope} />
      </Surface>
      <Surface title={t('review.role')}>
        <p className={styles.quiet}>{t('review.roleText')}</p>
        <ul className={styles.list}>
          {(['see', 'change', 'keys', 'incidents', 'people', 'never'] as const).map((line) => (
            <li key={line}>{t(`review.may.${line}`)}</li>
          ))}
        </ul>
      </Surface>
      <StepButtons next={pending ? t('review.sending') : t('review.send')} pending={pending} off={offer === undefined} onBack={onBack} />
    </Form>
  );
}

function ManualEvents({ draft }: Pick<StepProps, 'draft'>) {
  const styles = useStyles();
  const { t } = useTranslation('partners');
  const term = useTerm();
  const { data } = useChangeEvents();
  const manual = data?.events.filter(({ key }) => draft.changeControl[key] === 'manual') ?? [];
  if (manualIn(draft.changeControl) === 0) return <>{t('control.allAutomatic')}</>;
  return (
    <>
      {t('control.waits')}
      <ul className={styles.list}>
        {manual.map(({ key }) => (
          <li key={key}>{term('permission', key)}</li>
        ))}
      </ul>
    </>
  );
}

/** D09: the second one names the first. */
function ExistingLink({ problem }: { problem: ProblemFacts }) {
  const { t } = useTranslation('partners');
  const href = useHref();
  const { invitation, partner } = problem.more;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [problem]);
  const first = typeof invitation === 'string' ? invitation : typeof partner === 'string' ? partner : undefined;
  return (
    <div ref={box} tabIndex={-1} role="alert">
      <MessageBar intent="error" layout="multiline">
        <MessageBarBody>{typeof invitation === 'string' ? t('review.pendingAlready') : t('review.activeAlready')}</MessageBarBody>
        <MessageBarActions>
          <Link {...href(first === undefined ? paths.partners() : paths.partnerDetail(first))}>
            {typeof invitation === 'string' ? t('review.openInvitation') : t('review.openDelegation')}
          </Link>
        </MessageBarActions>
      </MessageBar>
    </div>
  );
}
