import { makeStyles, MessageBar, MessageBarBody, Radio, RadioGroup, tokens } from '@fluentui/react-components';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChangeEvents, EventModes } from '../../api/shapes.ts';
import { useTerm } from '../../ui/term.ts';
import { useEventWords } from './event-words.ts';

type Event = ChangeEvents['events'][number];

const useStyles = makeStyles({
  group: { display: 'grid', gap: '10px' },
  heading: { margin: 0, fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300, fontWeight: tokens.fontWeightSemibold },
  text: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  list: { margin: 0, padding: 0, listStyleType: 'none', border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusLarge },
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: '4px 16px',
    paddingBlock: '8px',
    paddingInline: '14px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    ':last-child': { borderBottomStyle: 'none' },
  },
  modes: { flexWrap: 'wrap' },
  words: { display: 'grid', minWidth: '200px', flexGrow: 1, flexBasis: '0' },
  covers: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

type Props = { events: ChangeEvents; modes: EventModes; onChange: (modes: EventModes) => void };

/** One line per event, Automatic or Manual; what no partner can do yet stands apart and says so (D05, D36). */
export function ChangeControlFields({ events, modes, onChange }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('partners');
  const lines = (offered: readonly Event[]) => (
    <ul className={styles.list}>
      {offered.map(({ key }) => (
        <EventLine key={key} event={key} mode={modes[key] ?? 'auto'} onChange={(mode) => onChange({ ...modes, [key]: mode })} />
      ))}
    </ul>
  );
  const now = events.events.filter(({ offered }) => offered);
  const later = events.events.filter(({ offered }) => !offered);
  return (
    <section className={styles.group} aria-labelledby="change-control">
      <h3 id="change-control" className={styles.heading}>
        {t('control.title')}
      </h3>
      <p className={styles.text}>{t('control.text')}</p>
      {!events.decidesYet && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{t('control.noDecisionYet')}</MessageBarBody>
        </MessageBar>
      )}
      {now.length > 0 && lines(now)}
      {later.length > 0 && (
        <>
          <h4 className={styles.heading}>{t('control.later')}</h4>
          <p className={styles.text}>{t('control.laterText')}</p>
          {lines(later)}
        </>
      )}
    </section>
  );
}

function EventLine({ event, mode, onChange }: { event: Event['key']; mode: 'auto' | 'manual'; onChange: (mode: 'auto' | 'manual') => void }) {
  const styles = useStyles();
  const term = useTerm();
  const id = useId();
  const { name, covers } = useEventWords()(event);
  return (
    <li className={styles.line}>
      <span className={styles.words}>
        <span id={id}>{name}</span>
        <span className={styles.covers}>{covers}</span>
      </span>
      <RadioGroup
        layout="horizontal"
        className={styles.modes}
        aria-labelledby={id}
        value={mode}
        onChange={(_, { value }) => onChange(value === 'manual' ? 'manual' : 'auto')}
      >
        <Radio value="auto" label={term('mode', 'auto')} />
        <Radio value="manual" label={term('mode', 'manual')} />
      </RadioGroup>
    </li>
  );
}
