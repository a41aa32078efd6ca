import { Button, makeStyles } from '@fluentui/react-components';
import type { QueryKey } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProblemFacts } from '../../api/problem.ts';
import { useRehearsed } from '../../api/use-rehearsed.ts';
import { useFormat } from '../../i18n/format.ts';
import { toast } from '../../shell/toast-store.ts';
import { Form } from '../../ui/form.tsx';
import { RehearsalDialog } from '../../ui/rehearsal-dialog.tsx';
import { type Candidate, MemberPicker } from './member-picker.tsx';

const useStyles = makeStyles({ row: { display: 'flex', flexWrap: 'wrap', gap: '8px' } });

type Props = {
  /** Where the choice is sent. */
  path: string;
  touches: readonly QueryKey[];
  words: { who: string; hint: string; next: string; verb: string; confirm: (name: string) => string; done: (name: string) => string };
  /** What a refusal means for this choice, where that is narrower than what its code means elsewhere. */
  meaning?: (refused: ProblemFacts, name: string) => string | undefined;
  /** Who decides first, where the act becomes a change request (D36). */
  approver?: string | undefined;
  onClose: () => void;
};

/** One person or security group of one's own organization is named for something, after its effects are shown (D53). */
export function NameMember({ path, touches, words, meaning, approver, onClose }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('ui');
  const format = useFormat();
  const [chosen, setChosen] = useState<Candidate>();
  const name = chosen?.name ?? '';
  const naming = useRehearsed<unknown>(touches, (done) => {
    if ('waitsUntil' in done) toast(t('action.waits', { time: format.dateTime(done.waitsUntil) }), 'info');
    else toast(words.done(name));
    onClose();
  });
  const narrower = naming.refused && meaning?.(naming.refused, name);
  return (
    <Form
      errors={narrower === undefined ? [] : [{ pointer: '/member', code: 'client', words: narrower }]}
      problem={narrower === undefined ? naming.refused : undefined}
      onSubmit={() => chosen !== undefined && naming.look({ method: 'POST', path, body: { member: chosen.member } })}
    >
      <MemberPicker
        pointer="/member"
        label={words.who}
        hint={words.hint}
        required="required"
        chosen={chosen === undefined ? [] : [chosen]}
        onChange={(next) => {
          naming.drop();
          setChosen(next.at(-1));
        }}
      />
      <div className={styles.row}>
        <Button type="submit" appearance="primary" disabledFocusable={chosen === undefined || naming.looking} aria-busy={naming.looking}>
          {words.next}
        </Button>
        <Button onClick={onClose}>{t('form.cancel')}</Button>
      </div>
      <RehearsalDialog rehearsed={naming} shows="picture" title={words.confirm(name)} verb={words.verb} approver={approver} />
    </Form>
  );
}
