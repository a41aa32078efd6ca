import { Button } from '@fluentui/react-components';
import { CheckmarkRegular } from '@fluentui/react-icons/svg/checkmark';
import { CopyRegular } from '@fluentui/react-icons/svg/copy';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '../shell/announcer.tsx';

/**
 * Copies and says so.
 * @param what names it, e.g. "the domain"; the button's name is "Copy the domain"
 */
export function CopyButton({ text, what, look = 'icon' }: { text: string; what: string; look?: 'icon' | 'word' }) {
  const { t } = useTranslation('ui');
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      announce(t('copy.copiedWhat', { what }));
    } catch {
      announce(t('copy.failed'), 'now'); // no clipboard here (plain http, or refused): the text stands beside the button
    }
  };
  const icon = copied ? <CheckmarkRegular /> : <CopyRegular />;
  const name = t('copy.copyWhat', { what });
  return look === 'icon' ? (
    <Button appearance="subtle" size="small" icon={icon} aria-label={name} title={name} onClick={() => void copy()} />
  ) : (
    <Button icon={icon} aria-label={name} onClick={() => void copy()}>
      {copied ? t('copy.copied') : t('copy.copy')}
    </Button>
  );
}
