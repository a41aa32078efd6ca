import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  makeStyles,
} from '@fluentui/react-components';
import { type FormEvent, type ReactNode, useEffect, useId, useLayoutEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProblemFacts } from '../api/problem.ts';
import { ProblemBar } from './problem-bar.tsx';

type Props = {
  open: boolean;
  onClose: () => void;
  /** A question that names the act and its object. */
  title: string;
  /** The verb with its object: "Remove Contoso"; never "OK". */
  verb: string;
  onConfirm: () => void;
  pending: boolean;
  problem?: ProblemFacts | undefined;
  /** What has to be typed before the verb can be pressed; for acts that cannot be taken back. */
  typedName?: string;
  /** What the typed name confirms; when it becomes another picture, what was typed before counts no longer. */
  picture?: string | undefined;
  /** True while what has to be known or filled in first is missing. */
  incomplete?: boolean;
  /** What will happen: numbers, names, consequences. */
  children: ReactNode;
  wide?: 'wide';
  /** The dialog is there to be filled in: it starts in its first field, and Enter in a field of one line is its verb. */
  asks?: 'input' | undefined;
};

const useStyles = makeStyles({
  wide: { maxWidth: 'min(760px, calc(100vw - 32px))', width: '100%' },
  // The whole width: in the half of it that is their own, short words would already break.
  actions: { gridColumnStart: 1, gridColumnEnd: -1 },
  content: { display: 'grid', gap: '16px', alignContent: 'start', paddingBlockEnd: '12px' },
});

/** Asks before harm; the focus starts on Cancel, unless there is something to fill in, and Enter never confirms a typed name (portal.md section 4, Harm). */
export function ConfirmDialog({
  open,
  onClose,
  title,
  verb,
  onConfirm,
  pending,
  problem,
  typedName,
  picture,
  incomplete = false,
  children,
  wide,
  asks,
}: Props) {
  const styles = useStyles();
  const { t } = useTranslation('ui');
  const [entry, setEntry] = useState({ text: '', picture });
  const typed = entry.picture === picture ? entry.text : '';
  const setTyped = (text: string): void => setEntry({ text, picture });
  const cancel = useId();
  // The dialog itself puts the focus on its first control, which may be the field for the typed name.
  useEffect(() => {
    if (open && asks === undefined) document.getElementById(cancel)?.focus();
  }, [open, asks, cancel]);
  // Back to where one was; whoever opened the dialog need not be a trigger that it knows.
  useLayoutEffect(() => {
    if (!open) return undefined;
    const opener = document.activeElement;
    return () => {
      if (opener instanceof HTMLElement) setTimeout(() => opener.isConnected && opener.focus());
    };
  }, [open]);
  const matches = typedName === undefined || typed.trim().toLowerCase() === typedName.toLowerCase();
  const ready = matches && !pending && !incomplete;
  const close = (): void => {
    setTyped('');
    onClose();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (ready) onConfirm();
  };
  const body = (
    <DialogBody>
      <DialogTitle>{title}</DialogTitle>
      <DialogContent className={styles.content}>
        {children}
        {typedName !== undefined && (
          <Field
            label={t('confirm.typeName', { name: typedName })}
            {...(typed !== '' && !matches ? { validationMessage: t('confirm.mismatch', { name: typedName }), validationState: 'none' } : {})}
          >
            <Input value={typed} autoComplete="off" spellCheck={false} onChange={(_, data) => setTyped(data.value)} />
          </Field>
        )}
        <ProblemBar problem={problem} />
      </DialogContent>
      <DialogActions className={styles.actions}>
        <Button id={cancel} onClick={close} disabledFocusable={pending}>
          {t('form.cancel')}
        </Button>
        <Button
          appearance="primary"
          disabledFocusable={!ready}
          {...(asks === undefined ? { onClick: ready ? onConfirm : undefined } : { type: 'submit' })}
        >
          {pending ? t('confirm.working') : verb}
        </Button>
      </DialogActions>
    </DialogBody>
  );
  return (
    <Dialog open={open} modalType="alert" onOpenChange={(_, data) => !data.open && !pending && close()}>
      <DialogSurface className={wide === 'wide' ? styles.wide : undefined}>
        {asks === undefined ? (
          body
        ) : (
          <form noValidate onSubmit={submit}>
            {body}
          </form>
        )}
      </DialogSurface>
    </Dialog>
  );
}
