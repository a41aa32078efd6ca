import { makeStyles, mergeClasses, MessageBar, MessageBarBody, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { EventModes } from '../../api/shapes.ts';
import { PlainTable } from '../../ui/plain-table.tsx';
import { SkeletonBar } from '../../ui/skeleton-rows.tsx';
import { useTerm } from '../../ui/term.ts';
import { useChangeEvents } from './delegation-queries.ts';
import { useEventWords } from './event-words.ts';

const useStyles = makeStyles({
  box: { display: 'grid', gap: '12px' },
  covers: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  manual: { fontWeight: tokens.fontWeightSemibold },
});

/** Which acts of the partner wait for the customer, event by event (D05). */
export function ChangeControlList({ modes }: { modes: EventModes }) {
  const styles = useStyles();
  const { t } = useTranslation('partners');
  const term = useTerm();
  const words = useEventWords();
  const { data } = useChangeEvents();
  if (!data) return <SkeletonBar />;
  return (
    <div className={styles.box}>
      {!data.decidesYet && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{t('control.noDecisionYet')}</MessageBarBody>
        </MessageBar>
      )}
      <PlainTable
        label={t('control.title')}
        rows={data.events}
        rowKey={({ key }) => key}
        columns={[
          {
            id: 'event',
            title: t('control.event'),
            cell: ({ key, offered }) => (
              <>
                {words(key).name}
                <div className={styles.covers}>{offered ? words(key).covers : t('control.notYet', { covers: words(key).covers })}</div>
              </>
            ),
          },
          {
            id: 'mode',
            title: t('control.mode'),
            cell: ({ key }) => <span className={mergeClasses(modes[key] === 'manual' && styles.manual)}>{term('mode', modes[key] ?? 'auto')}</span>,
          },
        ]}
      />
    </div>
  );
}
