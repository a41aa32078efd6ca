import { Combobox, Option } from '@fluentui/react-components';
import { countryCodes } from '@keyholder/client/lists';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { FormField } from './form.tsx';

type Props = {
  pointer: string;
  label: string;
  /** ISO 3166-1 alpha-2, or empty */
  value: string;
  onChange: (code: string) => void;
};

/** One country, found by typing its name in the language of the page, or its code. */
export function CountryField({ pointer, label, value, onChange }: Props) {
  const format = useFormat();
  const { i18n } = useTranslation();
  const [typed, setTyped] = useState<string>();
  const countries = useMemo(
    () => countryCodes.map((code) => ({ code, name: format.country(code) })).sort((a, b) => a.name.localeCompare(b.name, i18n.language)),
    [format, i18n.language],
  );
  const wanted = typed?.trim().toLowerCase() ?? '';
  const shown = countries.filter(({ code, name }) => name.toLowerCase().includes(wanted) || code.toLowerCase() === wanted);
  /** Whoever typed all of a name, or enough for one country only, has chosen it, also without the list. */
  const settle = (): void => {
    const meant =
      wanted === ''
        ? undefined
        : (shown.find(({ code, name }) => [code, name].some((word) => word.toLowerCase() === wanted)) ?? (shown.length === 1 ? shown[0] : undefined));
    setTyped(undefined);
    if (meant !== undefined) onChange(meant.code);
  };
  return (
    <FormField pointer={pointer} label={label} required="required">
      {(control) => (
        <Combobox
          {...control}
          autoComplete="off"
          value={typed ?? (value === '' ? '' : format.country(value))}
          selectedOptions={value === '' ? [] : [value]}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={settle}
          onOptionSelect={(_, data) => {
            setTyped(undefined);
            if (data.optionValue !== undefined) onChange(data.optionValue);
          }}
        >
          {shown.map(({ code, name }) => (
            <Option key={code} value={code} text={name}>
              {name}
            </Option>
          ))}
        </Combobox>
      )}
    </FormField>
  );
}
