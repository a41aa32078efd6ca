import { Button } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/me.ts';
import type { Delegation } from '../../api/shapes.ts';
import { useHref } from '../../app/link.tsx';
import { paths } from '../../paths.ts';
import { useOrigin } from './use-origin.ts';

/** After the end a new invitation, filled in as the former one was (D11); offered to whom the server offers that page. */
export function InviteAgain({ delegation }: { delegation: Delegation }) {
  const { t } = useTranslation('partners');
  const { pages } = useMe();
  const href = useHref();
  const origin = useOrigin(delegation);
  if (!pages.includes(paths.partnerNew())) return null;
  return (
    <Button as="a" appearance="primary" {...href(paths.partnerNew(), origin === undefined ? {} : { open: origin.id })}>
      {t('invitation.again')}
    </Button>
  );
}
