import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled } from '@fluentui/react-icons/svg/checkmark-circle';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Invitation } from '../../../api/shapes.ts';
import { useHref } from '../../../app/link.tsx';
import { useFormat } from '../../../i18n/format.ts';
import { paths } from '../../../paths.ts';
import { Facts } from '../../../ui/surface.tsx';

const useStyles = makeStyles({
  box: {
    display: 'grid',
    gap: '16px',
    maxWidth: '640px',
    padding: '28px',
    boxSizing: 'border-box',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
  },
  icon: { color: tokens.colorStatusSuccessForeground1, fontSize: '40px', lineHeight: 0 },
  title: { margin: 0, fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500, outlineStyle: 'none' },
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
  row: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

/** What became of it: to whom it went and until when. No link is shown, the partner answers in its own portal (A41). */
export function InvitationReceipt({ invitation }: { invitation: Invitation }) {
  const styles = useStyles();
  const { t } = useTranslation('partners');
  const format = useFormat();
  const href = useHref();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { id, partnerCard, domain, expiresAt, roomCount } = invitation;
  return (
    <section className={styles.box}>
      <span className={styles.icon}>
        <CheckmarkCircleFilled aria-hidden />
      </span>
      <h2 ref={heading} tabIndex={-1} className={styles.title}>
        {t('receipt.title', { partner: partnerCard.name })}
      </h2>
      <p className={styles.text}>{t('receipt.text', { partner: partnerCard.name })}</p>
      <Facts
        items={[
          { name: t('rules.domain'), value: domain },
          { name: t('scope.label'), value: t('roomCount', { count: roomCount }) },
          { name: t('review.expires'), value: format.exact(expiresAt) },
        ]}
      />
      <div className={styles.row}>
        <Button as="a" appearance="primary" {...href(paths.partnerDetail(id))}>
          {t('receipt.open')}
        </Button>
        <Button as="a" {...href(paths.partners())}>
          {t('receipt.list')}
        </Button>
      </div>
    </section>
  );
}
