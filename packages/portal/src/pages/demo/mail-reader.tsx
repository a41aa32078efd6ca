import { makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { factsOf } from '../../api/problem.ts';
import { AppLink } from '../../app/link.tsx';
import { parseSearch } from '../../app/search.ts';
import { useFormat } from '../../i18n/format.ts';
import { paths } from '../../paths.ts';
import { ProblemBar } from '../../ui/problem-bar.tsx';
import { SkeletonBar } from '../../ui/skeleton-rows.tsx';
import { Facts, Surface } from '../../ui/surface.tsx';
import type { Mail } from './mail.ts';
import { partsOfMail } from './mail-text.ts';

const useStyles = makeStyles({
  back: { display: 'none', '@media (max-width: 899.98px)': { display: 'inline-flex', minHeight: '24px' } },
  subject: {
    margin: 0,
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
    outlineStyle: 'none',
    overflowWrap: 'anywhere',
  },
  text: {
    margin: 0,
    paddingBlockStart: '14px',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    lineHeight: tokens.lineHeightBase400,
    fontFamily: tokens.fontFamilyBase,
  },
});

/** One mail as plain text; its links lead into this portal and nowhere else. */
export function MailReader({ id }: { id: string }) {
  const styles = useStyles();
  const { t } = useTranslation('demo');
  const format = useFormat();
  const heading = useRef<HTMLHeadingElement>(null);
  const { data, error } = useQuery({
    queryKey: ['demo', 'mail', id],
    queryFn: ({ signal }) => api.demo<Mail>(`/demo/api/mails/${encodeURIComponent(id)}`, signal),
  });
  const subject = data?.subject;
  useEffect(() => {
    if (subject !== undefined) heading.current?.focus({ preventScroll: true });
  }, [subject]);
  if (error) return <ProblemBar problem={factsOf(error)} />;
  if (!data) return <SkeletonBar />;
  return (
    <Surface>
      <AppLink to={paths.demoInbox()} className={styles.back}>
        {t('toList')}
      </AppLink>
      <h2 ref={heading} tabIndex={-1} className={styles.subject}>
        {data.subject}
      </h2>
      <Facts
        items={[
          { name: t('from'), value: data.from },
          { name: t('recipient'), value: data.to },
          { name: t('received'), value: format.exact(data.receivedAt) },
        ]}
      />
      <p className={styles.text}>
        {partsOfMail(data.text, location.origin).map((part, n) =>
          part.kind === 'text' ? part.text : <MailLink key={`${n} ${part.path}`} text={part.text} path={part.path} />,
        )}
      </p>
    </Surface>
  );
}

function MailLink({ text, path }: { text: string; path: string }) {
  const url = new URL(path, location.origin);
  return (
    <AppLink to={url.pathname} search={parseSearch(url.search)}>
      {text}
    </AppLink>
  );
}
