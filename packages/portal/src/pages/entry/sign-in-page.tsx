import { Button, makeStyles, MessageBar, MessageBarBody, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { type Search, useSearchState } from '../../app/search.ts';
import { returnPath, signInAddress } from '../../app/session.ts';
import { EntryFrame } from './entry-frame.tsx';
import { PasswordForm } from './password-form.tsx';

const useStyles = makeStyles({
  button: { marginBlockStart: '10px', width: '100%' },
  hint: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

/** Begins a sign-in and remembers the page to come back to; while one is under way (`?interaction=`), asks who one is. */
export function SignInPage() {
  const { t } = useTranslation('entry');
  const [search] = useSearchState();
  const { interaction } = search;
  return interaction === undefined ? (
    <StartCard search={search} />
  ) : (
    <EntryFrame title={t('signIn.title')} heading={t('password.heading')} text={t('password.text')}>
      <PasswordForm interaction={interaction} />
    </EntryFrame>
  );
}

function StartCard({ search }: { search: Search }) {
  const styles = useStyles();
  const { t } = useTranslation('entry');
  const notice = search.state === 'signed-out' ? t('signIn.signedOut') : search.state === 'ended' ? t('signIn.ended') : undefined;
  return (
    <EntryFrame title={t('signIn.title')} heading={t('signIn.welcome')} text={t('signIn.text')}>
      {notice !== undefined && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{notice}</MessageBarBody>
        </MessageBar>
      )}
      <Button as="a" appearance="primary" size="large" className={styles.button} href={signInAddress(returnPath(search.return))}>
        {t('signIn.button')}
      </Button>
      <p className={styles.hint}>{t('signIn.hint')}</p>
    </EntryFrame>
  );
}
