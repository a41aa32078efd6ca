import { Field, Link, makeStyles, MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { createContext, type FormEvent, type ReactNode, use, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProblemFacts } from '../api/problem.ts';
import { assignErrors, type FieldError, fieldId, fromServer } from './field-errors.ts';
import { useProblemWords } from './problem-words.ts';

type FormState = {
  errorOf: (pointer: string) => string | undefined;
  register: (pointer: string, label: string) => () => void;
};
const FormContext = createContext<FormState | undefined>(undefined);

const useStyles = makeStyles({
  form: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: '20px', maxWidth: '640px', alignContent: 'start' },
  list: { margin: 0, paddingInlineStart: '18px', display: 'grid', gap: '4px' },
});

type Props = {
  /** The form's own errors, found before sending. */
  errors?: readonly FieldError[];
  /** The server's answer, when it refused. */
  problem?: ProblemFacts | undefined;
  onSubmit: () => void;
  children: ReactNode;
};

/**
 * A form whose errors, one's own and the server's, stand at their fields and in a summary on top that takes the focus
 * and links to them (portal.md section 4, Feedback). Fields are `FormField`s; they report themselves.
 */
export function Form({ errors = [], problem, onSubmit, children }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('ui');
  const words = useProblemWords();
  const [labels, setLabels] = useState<ReadonlyMap<string, string>>(new Map());
  const register = useCallback((pointer: string, label: string) => {
    setLabels((former) => new Map(former).set(pointer, label));
    return () => setLabels((former) => new Map([...former].filter(([each]) => each !== pointer)));
  }, []);

  const all = useMemo(() => [...errors, ...fromServer(problem?.errors ?? [])], [errors, problem]);
  const { byField, rest } = useMemo(() => assignErrors(all, [...labels.keys()]), [all, labels]);
  const wordsOf = (error: FieldError): string => error.words ?? words(error);
  const general = problem && problem.errors.length === 0 ? [{ pointer: '', code: problem.code }] : [];
  const lines = [
    ...[...byField].map(([pointer, error]) => ({
      pointer,
      text: t('form.summaryLine', { label: labels.get(pointer) ?? '', error: wordsOf(error) }),
    })),
    ...[...rest, ...general].map((error) => ({ pointer: undefined, text: wordsOf(error) })),
  ];
  const state: FormState = {
    register,
    errorOf: (pointer) => {
      const error = byField.get(pointer);
      return error ? wordsOf(error) : undefined;
    },
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <FormContext value={state}>
      <form noValidate className={styles.form} onSubmit={submit}>
        {lines.length > 0 && <ErrorSummary lines={lines} trigger={all.length > 0 ? all : problem} />}
        {children}
      </form>
    </FormContext>
  );
}

function ErrorSummary({ lines, trigger }: { lines: readonly { pointer: string | undefined; text: string }[]; trigger: unknown }) {
  const styles = useStyles();
  const { t } = useTranslation('ui');
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [trigger]);
  return (
    <div ref={box} tabIndex={-1} role="alert">
      <MessageBar intent="error" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{t('form.summary', { count: lines.length })}</MessageBarTitle>
          <ul className={styles.list}>
            {lines.map(({ pointer, text }) => (
              <li key={`${pointer ?? ''}${text}`}>
                {pointer === undefined ? (
                  text
                ) : (
                  <Link
                    inline
                    href={`#${fieldId(pointer)}`}
                    onClick={(event) => {
                      event.preventDefault();
                      document.getElementById(fieldId(pointer))?.focus();
                    }}
                  >
                    {text}
                  </Link>
                )}
              </li>
            ))}
          </ul>
        </MessageBarBody>
      </MessageBar>
    </div>
  );
}

type FieldProps = {
  /** Where the value stands in the request, e.g. `/expiresInDays`; the server's errors find their field by it. */
  pointer: string;
  label: string;
  hint?: ReactNode;
  required?: 'required';
  /** Gets the id that the summary links to: put it on the control that takes the focus. */
  children: (control: { id: string }) => ReactNode;
};

export function FormField({ pointer, label, hint, required, children }: FieldProps) {
  const form = use(FormContext);
  if (!form) throw new Error('a FormField stands outside of a Form');
  const { register } = form;
  useEffect(() => register(pointer, label), [register, pointer, label]);
  const message = form.errorOf(pointer);
  return (
    <Field
      label={{ children: label, htmlFor: fieldId(pointer) }}
      required={required === 'required'}
      {...(hint === undefined ? {} : { hint: <>{hint}</> })}
      {...(message === undefined ? {} : { validationMessage: message })}
    >
      {children({ id: fieldId(pointer) })}
    </Field>
  );
}
