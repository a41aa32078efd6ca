import type { PresentedCredential } from '../../platform/credentials/credential.ts';
import type { InstanceKey } from '../../platform/keys/instance-key.ts';

/** Of one session and of nobody else's making: derived, so that it need not be stored and can be told again by `/me`. */
export const csrfTokenOf = (key: InstanceKey, session: PresentedCredential<'session'>): string =>
  key.sign('csrf', session.digest.toString('hex')).toString('base64url');
