import { Button, makeStyles, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { RoomGroup } from '../../api/shapes.ts';
import { BeforeAfter } from '../../ui/before-after.tsx';
import { useTerm } from '../../ui/term.ts';
import type { DraftField, RoomDraft } from './room-draft.ts';

const useStyles = makeStyles({
  choice: { display: 'grid', gap: '8px', paddingBlock: '8px', borderTop: `1px solid ${tokens.colorNeutralStroke2}`, justifyItems: 'start' },
  body: { display: 'grid', gap: '8px', paddingBlockEnd: '6px' },
});

type Props = {
  /** `outdated`: the save was refused; `merged`: the present state is loaded, what was typed stands over it. */
  state: 'outdated' | 'merged';
  /** Fields that somebody else changed too, to something else. */
  both: readonly DraftField[];
  now: RoomDraft;
  draft: RoomDraft;
  groups: readonly RoomGroup[];
  onReload: () => void;
  onTakeTheirs: (field: DraftField) => void;
};

/** Two people changed one room: nothing typed is lost, nothing of the other is overwritten unseen (portal.md, J3). */
export function RoomConflict({ state, both, now, draft, groups, onReload, onTakeTheirs }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('rooms');
  const term = useTerm();
  const names = new Map(groups.map(({ id, name }) => [id, name]));
  if (state === 'outdated')
    return (
      <MessageBar intent="warning" layout="multiline" politeness="assertive">
        <MessageBarBody>
          <MessageBarTitle>{t('conflict.title')}</MessageBarTitle>
          {t('conflict.text')}
        </MessageBarBody>
        <MessageBarActions>
          <Button onClick={onReload}>{t('conflict.reload')}</Button>
        </MessageBarActions>
      </MessageBar>
    );
  return (
    <MessageBar intent="info" layout="multiline" politeness="polite">
      <MessageBarBody className={styles.body}>
        <MessageBarTitle>{t('conflict.merged')}</MessageBarTitle>
        <span>{both.length === 0 ? t('conflict.noOverlap') : t('conflict.overlap')}</span>
        {both.map((field) => (
          <div key={field} className={styles.choice}>
            <BeforeAfter
              before={{ [field]: now[field] }}
              after={{ [field]: draft[field] }}
              names={names}
              headings={{ before: t('conflict.theirs'), after: t('conflict.yours') }}
            />
            <Button size="small" onClick={() => onTakeTheirs(field)}>
              {t('conflict.takeTheirs', { field: term('field', field) })}
            </Button>
          </div>
        ))}
      </MessageBarBody>
    </MessageBar>
  );
}
