import { Field, makeStyles, Textarea, tokens } from '@fluentui/react-components';
import type { QueryKey } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Ended, Rehearsal } from '../../api/shapes.ts';
import { usePageScope } from '../../app/use-page.ts';
import { useRehearsed } from '../../api/use-rehearsed.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { ProblemBar } from '../../ui/problem-bar.tsx';
import { AccessLines } from '../../ui/rehearsal-view.tsx';
import { SkeletonBar } from '../../ui/skeleton-rows.tsx';
import { useTerm } from '../../ui/term.ts';

const useStyles = makeStyles({
  text: { margin: 0 },
  heading: { margin: 0, fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300, fontWeight: tokens.fontWeightSemibold },
  list: { margin: 0, paddingInlineStart: '18px', display: 'grid', gap: '4px' },
  part: { display: 'grid', gap: '6px' },
});

type Props = {
  /** The path of the delegation, as this side sees it. */
  path: string;
  title: string;
  text: string;
  verb: string;
  /** The domain of the other side, which has to be typed. */
  domain: string;
  touches: readonly QueryKey[];
  onClose: () => void;
  onEnded: (ended: Ended, picture: Rehearsal) => void;
};

/** Removing a partner, or leaving a customer: who loses what, what waits, what survives; then the domain, typed (D41, D42). */
export function EndDialog({ path, title, text, verb, domain, touches, onClose, onEnded }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('partners');
  const [reason, setReason] = useState('');
  const { picture, former, looking, refused, act } = useRehearsed<Ended>(
    touches,
    (done) => {
      if ('value' in done) onEnded(done.value, done.picture);
    },
    { method: 'DELETE', path },
  );
  return (
    <ConfirmDialog
      open
      wide="wide"
      title={title}
      verb={verb}
      onClose={onClose}
      onConfirm={() => act.run({ reason })}
      pending={act.pending}
      problem={act.problem}
      typedName={domain}
      picture={picture?.rehearsal}
      incomplete={picture === undefined || looking}
    >
      <p className={styles.text}>{text}</p>
      {refused ? <ProblemBar problem={refused} /> : picture === undefined ? <SkeletonBar /> : <Picture picture={picture} former={former} />}
      <Field label={t('end.reason')} hint={t('end.reasonHint')}>
        <Textarea value={reason} maxLength={300} resize="vertical" onChange={(_, { value }) => setReason(value)} />
      </Field>
    </ConfirmDialog>
  );
}

function Picture({ picture, former }: { picture: Rehearsal; former: Rehearsal | undefined }) {
  const styles = useStyles();
  const { t } = useTranslation('partners');
  const waits = useWaitingWords();
  return (
    <>
      <section className={styles.part}>
        <h3 className={styles.heading}>{t('end.loses', { count: picture.loses.length })}</h3>
        <AccessLines label={t('end.losersTable')} now={picture.loses} former={former?.loses} />
      </section>
      <section className={styles.part}>
        <h3 className={styles.heading}>{t('end.waiting')}</h3>
        {picture.waiting.length === 0 ? (
          <p className={styles.text}>{t('end.nothingWaits')}</p>
        ) : (
          <ul className={styles.list}>
            {picture.waiting.map((one) => (
              <li key={`${one.type}${one.id}`}>{waits(one)}</li>
            ))}
          </ul>
        )}
      </section>
      <section className={styles.part}>
        <h3 className={styles.heading}>{t('end.survives')}</h3>
        {picture.survives.length === 0 ? (
          <p className={styles.text}>{t('end.nothingSurvives')}</p>
        ) : (
          <ul className={styles.list}>
            {picture.survives.map(({ type, title }) => (
              <li key={`${type}${title}`}>{title}</li>
            ))}
          </ul>
        )}
      </section>
    </>
  );
}

/** Requests are named by their event and its target; of open incidents the number is told. */
function useWaitingWords(): (one: Rehearsal['waiting'][number]) => string {
  const { t } = useTranslation('partners');
  const { scope } = usePageScope();
  const term = useTerm();
  return ({ type, title }) => {
    if (type === 'open_incidents') return t(scope.side === 'org' ? 'end.yourIncidents' : 'end.openIncidents', { count: Number(title) });
    const [event = '', ...target] = title.split(' ');
    return t('end.cancelledRequest', { act: term('permission', event), target: target.join(' ') });
  };
}
