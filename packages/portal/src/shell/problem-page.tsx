import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { factsOf, type ProblemFacts } from '../api/problem.ts';
import { AppLink } from '../app/link.tsx';
import { useMayOpen } from '../app/use-offered.ts';
import { paths } from '../paths.ts';
import { UnsentText } from './unsent-text.tsx';

/** The kinds of trouble that have a page of their own; other refusals show where they happened. */
export type TroubleKind = 'forbidden' | 'notFound' | 'conflict' | 'gone' | 'tooMany' | 'unavailable' | 'failed' | 'offline';

export function troubleOf({ status }: ProblemFacts): TroubleKind {
  const byStatus: Record<number, TroubleKind> = {
    0: 'offline',
    403: 'forbidden',
    404: 'notFound',
    409: 'conflict',
    410: 'gone',
    412: 'conflict',
    429: 'tooMany',
    503: 'unavailable',
  };
  return byStatus[status] ?? 'failed';
}

const useStyles = makeStyles({
  page: {
    maxWidth: '560px',
    marginInline: 'auto',
    paddingBlock: 'clamp(32px, 12vh, 120px)',
    paddingInline: '16px',
    display: 'grid',
    gap: '12px',
    justifyItems: 'start',
  },
  mark: {
    fontSize: tokens.fontSizeBase300,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorBrandForeground1,
    letterSpacing: '0.08em',
  },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeHero800,
    lineHeight: tokens.lineHeightHero800,
    fontWeight: tokens.fontWeightSemibold,
    outlineStyle: 'none',
    textWrap: 'balance',
  },
  text: { margin: 0, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase500, color: tokens.colorNeutralForeground2 },
  trace: { color: tokens.colorNeutralForeground3, overflowWrap: 'anywhere' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: '12px', alignItems: 'center', marginBlockStart: '12px' },
});

/** @param seconds from `Retry-After` */
function Countdown({ seconds }: { seconds: number }) {
  const { t } = useTranslation();
  const [left, setLeft] = useState(Math.ceil(seconds));
  useEffect(() => {
    const timer = setInterval(() => setLeft((value) => Math.max(0, value - 1)), 1000);
    return () => clearInterval(timer);
  }, []);
  return left > 0 ? <>{t('error.wait', { count: left })}</> : null;
}

/** One page for one kind of trouble: what happened, what is safe to do next, a way on. */
export function Trouble({
  facts,
  words,
  onRetry,
  children,
}: {
  facts: ProblemFacts;
  /** Where more can be said than the status tells. */
  words?: { title: string; text: string };
  onRetry?: () => void;
  children?: ReactNode;
}) {
  const styles = useStyles();
  const { t } = useTranslation();
  const kind = troubleOf(facts);
  const title = words?.title ?? t(`error.${kind}.title`);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = t('titleError', { title });
    heading.current?.focus();
  }, [t, title]);
  return (
    <div className={styles.page}>
      {facts.status > 0 && <span className={styles.mark}>{facts.status}</span>}
      <h1 ref={heading} tabIndex={-1} className={styles.title}>
        {title}
      </h1>
      <p className={styles.text}>{words?.text ?? t(`error.${kind}.text`)}</p>
      {facts.retryAfterSeconds !== undefined && (
        <p className={styles.text}>
          <Countdown seconds={facts.retryAfterSeconds} />
        </p>
      )}
      {facts.instance !== undefined && (
        <div className={styles.trace}>
          {t('error.trace')} <code>{facts.instance}</code>
        </div>
      )}
      {children}
      <div className={styles.actions}>
        {onRetry && (
          <Button appearance="primary" onClick={onRetry}>
            {t('error.retry')}
          </Button>
        )}
        <AppLink to={paths.home()}>{t('error.home')}</AppLink>
      </div>
    </div>
  );
}

/** What a route shows when its loader or its page threw. */
export function ProblemPage({ error }: { error: unknown }) {
  const router = useRouter();
  const { reset } = useQueryErrorResetBoundary();
  const facts = factsOf(error);
  const retry = (): void => {
    reset();
    void router.invalidate();
  };
  const asksAgain = facts.status === 0 || facts.status >= 429;
  return <Trouble facts={facts} {...(asksAgain ? { onRetry: retry } : {})} />;
}

/** One page for absent and not visible alike (portal.md 2.9). */
export function NotFoundPage() {
  return <Trouble facts={{ status: 404, code: 'not_found', errors: [], more: {} }} />;
}

/** A page that the server does not offer to this person, opened by its address. */
export function ForbiddenPage() {
  return <Trouble facts={{ status: 403, code: 'forbidden', errors: [], more: {} }} />;
}

/** The partner's page of a customer that has taken its keys back (D43); the tenants only for whoever may see them. */
export function AccessEndedPage({ customer }: { customer: string }) {
  const { t } = useTranslation();
  const tenants = useMayOpen()(paths.tenants());
  const text = [t('error.accessEnded.text'), ...(tenants ? [t('error.accessEnded.tenants')] : [])].join(' ');
  const words = { title: t('error.accessEnded.title', { customer }), text };
  return (
    <Trouble facts={{ status: 410, code: 'delegation_ended', errors: [], more: {} }} words={words}>
      <UnsentText />
      {tenants && <AppLink to={paths.tenants()}>{t('nav.tenants')}</AppLink>}
    </Trouble>
  );
}
