import { Button, Field, Input, makeStyles, MessageBar, MessageBarBody, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { CopyButton } from './copy-button.tsx';

const useStyles = makeStyles({
  actions: { display: 'flex', flexWrap: 'wrap', gap: '8px', justifyContent: 'flex-end' },
  secret: { display: 'flex', gap: '8px', alignItems: 'end' },
  grow: { flexGrow: 1, minWidth: 0 },
  mono: { fontFamily: tokens.fontFamilyMonospace, width: '100%' },
});

type Props = {
  /** That it is shown this once. */
  warning: string;
  label: string;
  secret: string;
  /** What the copy button says it copies, e.g. "the secret". */
  what: string;
  /** What else is to be known of it: how long it is good. */
  children: ReactNode;
  kept: string;
  onClose: () => void;
};

/** The inside of a dialog with a secret that is never shown again: only its own button closes it. */
export function ShownOnce({ warning, label, secret, what, children, kept, onClose }: Props) {
  const styles = useStyles();
  return (
    <>
      <MessageBar intent="warning" layout="multiline" politeness="assertive">
        <MessageBarBody>{warning}</MessageBarBody>
      </MessageBar>
      <div className={styles.secret}>
        <Field label={label} className={styles.grow}>
          <Input readOnly value={secret} input={{ className: styles.mono, spellCheck: false, onFocus: (event) => event.currentTarget.select() }} />
        </Field>
        <CopyButton look="word" text={secret} what={what} />
      </div>
      {children}
      <div className={styles.actions}>
        <Button appearance="primary" onClick={onClose}>
          {kept}
        </Button>
      </div>
    </>
  );
}
