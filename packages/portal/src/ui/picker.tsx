import {
  makeStyles,
  Tag,
  TagPicker,
  TagPickerControl,
  TagPickerGroup,
  TagPickerInput,
  TagPickerList,
  TagPickerOption,
  tokens,
} from '@fluentui/react-components';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Something that can be chosen, and how it reads. `detail` stands beside it, e.g. an e-mail address; `chosen`: as a tag, where `text` names several. */
export type Choice = { value: string; text: string; chosen?: string; detail?: string; media?: ReactNode };

const useStyles = makeStyles({
  option: { display: 'flex', flexWrap: 'wrap', columnGap: '10px', alignItems: 'baseline' },
  detail: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  nothing: { padding: '8px 12px', color: tokens.colorNeutralForeground3 },
  tag: { maxWidth: '100%' },
  // Less than the larger half of any window: it always fits below the field or above it.
  list: { maxHeight: 'min(320px, 36dvh)' },
});

/** So many options stand in the list at once; more are found by typing. */
const most = 50;

type Props = {
  /** The id of the control, from `FormField`. */
  id: string;
  label: string;
  chosen: readonly Choice[];
  options: readonly Choice[];
  onChange: (chosen: readonly Choice[]) => void;
  /** Where the server searches: called with what is typed. Without it the options are searched here. */
  onSearch?: (text: string) => void;
  placeholder?: string;
};

/** Several of many: type to find, Enter to choose, Backspace to take the last one back; what is chosen stands as tags. */
export function Picker({ id, label, chosen, options, onChange, onSearch, placeholder }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('ui');
  const [typed, setTyped] = useState('');
  const [listed, setListed] = useState(false);
  const known = new Map([...options, ...chosen].map((choice) => [choice.value, choice]));
  const wanted = typed.trim().toLowerCase();
  const open = options.filter(({ value }) => !chosen.some((choice) => choice.value === value));
  const shown = (onSearch ? open : open.filter(({ text, detail }) => `${text} ${detail ?? ''}`.toLowerCase().includes(wanted))).slice(0, most);
  const type = (text: string): void => {
    setTyped(text);
    onSearch?.(text.trim());
  };
  // Enter takes the first match where none is marked yet, and never sends the form while something is typed.
  const takeFirst = (event: KeyboardEvent<HTMLInputElement>): void => {
    const first = shown[0];
    if (event.key !== 'Enter' || wanted === '') return;
    event.preventDefault();
    if (first === undefined || event.currentTarget.hasAttribute('aria-activedescendant')) return;
    type('');
    onChange([...chosen, first]);
  };
  // What was typed and not chosen counts for nothing, so it does not stay and look chosen: it becomes its option, or goes.
  const leave = (): void => {
    if (typed === '') return;
    const same = open.filter(({ text }) => text.toLowerCase() === wanted);
    type('');
    if (same[0] !== undefined && same.length === 1) onChange([...chosen, same[0]]);
  };
  // Escape closes the open list, wherever the focus is in it, and not the dialog or panel around it as well.
  const keepEscape = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && listed) event.preventDefault();
  };
  return (
    <div role="presentation" onKeyDown={keepEscape}>
      <TagPicker
        open={listed}
        onOpenChange={(_, data) => setListed(data.open)}
        selectedOptions={chosen.map(({ value }) => value)}
        onOptionSelect={(_, data) => {
          type('');
          onChange(data.selectedOptions.flatMap((value) => known.get(value) ?? []));
        }}
      >
        <TagPickerControl>
          {chosen.length > 0 && (
            <TagPickerGroup aria-label={t('picker.chosen', { what: label })}>
              {chosen.map(({ value, text, chosen: tag, media }) => (
                <Tag key={value} value={value} shape="rounded" className={styles.tag} {...(media === undefined ? {} : { media: <>{media}</> })}>
                  {tag ?? text}
                </Tag>
              ))}
            </TagPickerGroup>
          )}
          <TagPickerInput
            id={id}
            aria-label={label}
            value={typed}
            placeholder={chosen.length === 0 ? (placeholder ?? '') : ''}
            onChange={(event) => type(event.target.value)}
            onKeyDown={takeFirst}
            onBlur={leave}
          />
        </TagPickerControl>
        <TagPickerList className={styles.list}>
          {shown.length === 0 ? (
            <div className={styles.nothing}>{t('picker.nothing')}</div>
          ) : (
            shown.map(({ value, text, detail, media }) => (
              <TagPickerOption key={value} value={value} text={text} {...(media === undefined ? {} : { media: <>{media}</> })}>
                <span className={styles.option}>
                  {text}
                  {detail !== undefined && <span className={styles.detail}>{detail}</span>}
                </span>
              </TagPickerOption>
            ))
          )}
        </TagPickerList>
      </TagPicker>
    </div>
  );
}
