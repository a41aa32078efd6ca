import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { ActivationLink, User } from '../../api/shapes.ts';
import type { Write } from '../../api/use-write.ts';
import { useFormat } from '../../i18n/format.ts';
import { ProblemBar } from '../../ui/problem-bar.tsx';
import { ShownOnce } from '../../ui/shown-once.tsx';

const useStyles = makeStyles({
  text: { margin: 0 },
  content: { display: 'grid', gap: '16px', paddingBlockEnd: '12px' },
  actions: { gridColumnStart: 1, gridColumnEnd: -1 },
});

type Props = {
  person: User;
  making: Write<undefined, ActivationLink>;
  /** The verb of the button that opened the dialog. */
  verb: string;
  onClose: () => void;
};

/** Asks, then shows the link in the same dialog and never again, so that only its own button closes it then. */
export function ActivationLinkDialog({ person: { name, activation }, making, verb, onClose }: Props) {
  const styles = useStyles();
  const { t } = useTranslation(['directory', 'ui']);
  const format = useFormat();
  const made = making.answer?.kind === 'done' ? making.answer.value : undefined;
  const act = (): void => {
    if (!making.pending) making.run(undefined);
  };
  return (
    <Dialog open modalType="alert" onOpenChange={(_, data) => !data.open && made === undefined && !making.pending && onClose()}>
      <DialogSurface>
        {made === undefined ? (
          <DialogBody>
            <DialogTitle>{t('activation.createTitle', { name })}</DialogTitle>
            <DialogContent className={styles.content}>
              <p className={styles.text}>{t('activation.createText')}</p>
              {activation.linkExpiresAt !== null && <p className={styles.text}>{t('activation.endsFormer')}</p>}
              <ProblemBar problem={making.problem} />
            </DialogContent>
            <DialogActions className={styles.actions}>
              <Button onClick={onClose} disabledFocusable={making.pending}>
                {t('ui:form.cancel')}
              </Button>
              <Button appearance="primary" disabledFocusable={making.pending} aria-busy={making.pending} onClick={act}>
                {making.pending ? t('ui:confirm.working') : verb}
              </Button>
            </DialogActions>
          </DialogBody>
        ) : (
          <DialogBody>
            <DialogTitle>{t('activation.madeTitle', { name })}</DialogTitle>
            <DialogContent className={styles.content}>
              <ShownOnce
                warning={t('activation.once')}
                label={t('activation.link')}
                secret={made.link ?? ''}
                what={t('activation.linkWhat')}
                kept={t('activation.kept')}
                onClose={onClose}
              >
                <p className={styles.text}>{t('activation.handOver', { name, time: format.dateTime(made.expiresAt) })}</p>
              </ShownOnce>
            </DialogContent>
          </DialogBody>
        )}
      </DialogSurface>
    </Dialog>
  );
}
