import { makeStyles, MessageBar, MessageBarBody, MessageBarTitle, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { useMe } from '../../api/me.ts';
import { factsOf } from '../../api/problem.ts';
import type { Settings } from '../../api/shapes.ts';
import { usePageScope } from '../../app/use-page.ts';
import { Trouble } from '../../shell/problem-page.tsx';
import { findAction } from '../../ui/action-button.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { useProblemWords } from '../../ui/problem-words.ts';
import { SkeletonBar } from '../../ui/skeleton-rows.tsx';
import { Surface } from '../../ui/surface.tsx';
import { EditSettings } from './edit-settings.tsx';
import { settingsFields, type SettingsField } from './settings-draft.ts';

/** How an organization's estate is run: time for decisions, keys and silence (D36, D39, D54). */
export function OrganizationSettingsPage() {
  const { t } = useTranslation('settings');
  const { organization } = useMe();
  const { key } = usePageScope();
  const address = `/customers/${organization.id}/settings`;
  const { data, error, refetch } = useQuery({ queryKey: key('settings'), queryFn: ({ signal }) => api.get<Settings>(address, { signal }) });
  if (error && data === undefined) return <Trouble facts={factsOf(error)} onRetry={() => void refetch()} />;
  return (
    <>
      <PageHeader title={t('title')} text={t('text')} />
      {data === undefined ? (
        <Surface>
          <SkeletonBar />
          <SkeletonBar />
          <SkeletonBar />
        </Surface>
      ) : findAction(data.allowedActions, 'settings.modify')?.allowed === true ? (
        <EditSettings settings={data} address={address} />
      ) : (
        <SettingsShown settings={data} />
      )}
    </>
  );
}

const useStyles = makeStyles({
  stack: { display: 'grid', gap: '20px', maxWidth: '720px' },
  list: { display: 'grid', gap: '20px', margin: 0 },
  name: { fontWeight: tokens.fontWeightSemibold },
  value: { margin: '2px 0 0', fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  what: { margin: '2px 0 0', color: tokens.colorNeutralForeground3, textWrap: 'pretty' },
});

/** For whoever may look only: the values, and why there is nothing to change. */
function SettingsShown({ settings }: { settings: Settings }) {
  const styles = useStyles();
  const { t } = useTranslation('settings');
  const words = useProblemWords();
  const valueOf = useValueWords();
  const reason = findAction(settings.allowedActions, 'settings.modify')?.reason ?? 'forbidden';
  return (
    <div className={styles.stack}>
      <MessageBar intent="info" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{t('readOnly.title')}</MessageBarTitle> {words({ code: reason })}
        </MessageBarBody>
      </MessageBar>
      <Surface>
        <dl className={styles.list}>
          {settingsFields.map((field) => (
            <div key={field}>
              <dt className={styles.name}>{t(`field.${field}.name`)}</dt>
              <dd className={styles.value}>{valueOf(field, settings[field])}</dd>
              <dd className={styles.what}>{t(`field.${field}.what`)}</dd>
            </div>
          ))}
        </dl>
      </Surface>
    </div>
  );
}

/** A setting in words. @param value days or minutes; `null`: as usual */
export function useValueWords() {
  const { t } = useTranslation('settings');
  return (field: SettingsField, value: number | null): string => {
    if (value === null) return t('silent.usual');
    return field === 'silentAfterMinutes' ? t('minutes', { count: value }) : t('days', { count: value });
  };
}
