import { Button, type ButtonProps, Tooltip } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { AllowedAction } from '../api/shapes.ts';
import { useProblemWords } from './problem-words.ts';
import { useTerm } from './term.ts';

/** What the server says of an action; nothing said is not offered. */
export const findAction = (actions: readonly AllowedAction[], name: string): AllowedAction | undefined =>
  actions.find(({ action }) => action === name);

type Props = {
  /** `allowedActions` of the object. */
  actions: readonly AllowedAction[];
  /** The name of the action there. */
  action: string;
  onAct: () => void;
  children: string;
  pending?: boolean;
  /** What to call it where the customer decides first; usually "Send for approval". */
  approvalText?: string;
  appearance?: NonNullable<ButtonProps['appearance']>;
  icon?: NonNullable<ButtonProps['icon']>;
  size?: NonNullable<ButtonProps['size']>;
};

/** Why an action is refused; where it is a permission that is missing, which one. */
function useRefusalWords(): (refused: AllowedAction) => string {
  const { t } = useTranslation('ui');
  const words = useProblemWords();
  const term = useTerm();
  return ({ action, reason = 'forbidden' }) => {
    const permission = term('permission', action);
    const isPermission = permission !== action;
    return reason === 'forbidden' && isPermission ? t('action.lacks', { permission }) : t('action.notAllowed', { reason: words({ code: reason }) });
  };
}

/**
 * A button that does what `allowedActions` says (portal.md section 4): allowed; allowed but decided by the customer
 * (the text says so); refused, focusable, with the reason; absent where the whole feature is not this person's.
 */
export function ActionButton({ actions, action, onAct, children, pending = false, approvalText, ...look }: Props) {
  const { t } = useTranslation('ui');
  const whyNot = useRefusalWords();
  const found = findAction(actions, action);
  if (!found) return null;
  if (!found.allowed)
    return (
      <Tooltip relationship="description" content={whyNot(found)} withArrow>
        <Button {...look} disabledFocusable>
          {children}
        </Button>
      </Tooltip>
    );
  return (
    <Button {...look} disabledFocusable={pending} onClick={pending ? undefined : onAct} aria-busy={pending}>
      {found.needsApproval ? (approvalText ?? t('action.sendForApproval')) : children}
    </Button>
  );
}
