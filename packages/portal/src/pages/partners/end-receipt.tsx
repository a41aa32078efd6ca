import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Ended, Rehearsal } from '../../api/shapes.ts';
import { useFormat } from '../../i18n/format.ts';

export type EndReceiptFacts = { ended: Ended; picture: Rehearsal };

/** When it ended, to the second, and for whom (D43). */
export function EndReceipt({ name, ended, picture }: EndReceiptFacts & { name: string }) {
  const { t } = useTranslation('partners');
  const format = useFormat();
  return (
    <div role="status">
      <MessageBar intent="success" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{t('end.receiptTitle', { name, instant: format.exact(ended.endedAt) })}</MessageBarTitle>
          {t('end.receiptText', { count: picture.loses.length })}{' '}
          {picture.loses.length > 0 && t('end.receiptPeople', { people: format.list(picture.loses.map(({ person }) => person.name)) })}
        </MessageBarBody>
      </MessageBar>
    </div>
  );
}
