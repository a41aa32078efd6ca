import { Button } from '@fluentui/react-components';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { tellOfNewSession } from '../../app/session.ts';
import { EntryFrame } from './entry-frame.tsx';

/** The end of a fresh sign-in in its own window: tells the page that waits for it, and goes. */
export function SignedInAgainPage() {
  const { t } = useTranslation('entry');
  useEffect(() => {
    tellOfNewSession();
    window.close();
  }, []);
  return (
    <EntryFrame title={t('again.title')} heading={t('again.title')} text={t('again.text')}>
      <Button onClick={() => window.close()}>{t('again.close')}</Button>
    </EntryFrame>
  );
}
