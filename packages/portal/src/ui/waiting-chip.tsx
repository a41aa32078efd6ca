import { Badge } from '@fluentui/react-components';
import { ClockRegular } from '@fluentui/react-icons/svg/clock';
import { useTranslation } from 'react-i18next';

export function WaitingChip({ customerName }: { customerName: string }) {
  const { t } = useTranslation('ui');
  return (
    <Badge appearance="outline" color="informative" size="large" icon={<ClockRegular />}>
      {t('action.waitsFor', { customer: customerName })}
    </Badge>
  );
}
