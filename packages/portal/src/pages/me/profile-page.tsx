import { makeStyles, Radio, RadioGroup, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { meQuery, useMe } from '../../api/me.ts';
import type { Me } from '../../api/shapes.ts';
import { useWrite } from '../../api/use-write.ts';
import { AppLink } from '../../app/link.tsx';
import { changeLanguage } from '../../i18n/i18n.ts';
import { isLanguage, languages } from '../../i18n/languages.ts';
import { customerScope, paths } from '../../paths.ts';
import { useStore } from '../../shell/store.ts';
import { chooseTheme, themeChoice, themeChoices } from '../../shell/theme.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { ProblemBar } from '../../ui/problem-bar.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { Facts, Surface } from '../../ui/surface.tsx';
import { useTerm } from '../../ui/term.ts';

const useStyles = makeStyles({
  grid: { display: 'grid', gap: '20px', gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 380px), 1fr))', alignItems: 'start' },
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'grid', gap: '8px' },
  quiet: { margin: 0, color: tokens.colorNeutralForeground3 },
});

/** Who one is here, and how the portal shows itself to this person. */
export function ProfilePage() {
  const styles = useStyles();
  const { t } = useTranslation('me');
  return (
    <>
      <PageHeader title={t('profile.title')} />
      <div className={styles.grid}>
        <Who />
        <Reach />
        <Language />
        <Theme />
      </div>
    </>
  );
}

function Who() {
  const styles = useStyles();
  const { t } = useTranslation('me');
  const term = useTerm();
  const me = useMe();
  return (
    <Surface title={t('profile.who')}>
      <Facts
        items={[
          { name: t('profile.name'), value: me.name },
          { name: t('profile.email'), value: me.email },
          { name: t('profile.organization'), value: me.organization.name },
          {
            name: t('profile.roles'),
            value:
              me.roles.length === 0 ? (
                <span className={styles.quiet}>{t('profile.noRoles')}</span>
              ) : (
                <ul className={styles.list}>
                  {me.roles.map((role) => (
                    <li key={role}>{term('role', role)}</li>
                  ))}
                </ul>
              ),
          },
          ...(me.signedInAt === undefined ? [] : [{ name: t('profile.signedIn'), value: <RelativeTime at={me.signedInAt} /> }]),
        ]}
      />
      <AppLink to={paths.tokens()}>{t('tokens.title')}</AppLink>
    </Surface>
  );
}

function Reach() {
  const styles = useStyles();
  const { t } = useTranslation('me');
  const { customers } = useMe();
  return (
    <Surface title={t('profile.customers')}>
      {customers.length === 0 ? (
        <p className={styles.quiet}>{t('profile.noCustomers')}</p>
      ) : (
        <ul className={styles.list}>
          {customers.map(({ id, name, domain }) => (
            <li key={id}>
              <AppLink look="inline" to={paths.dashboard(customerScope(id))}>
                {name}
              </AppLink>{' '}
              <span className={styles.quiet}>{domain}</span>
            </li>
          ))}
        </ul>
      )}
    </Surface>
  );
}

function Language() {
  const { t, i18n } = useTranslation(['me', 'shell']);
  const write = useWrite<string, Me>((language) => api.send<Me>('PATCH', '/me', { body: { language } }), [meQuery.queryKey]);
  const choose = async (language: string): Promise<void> => {
    if (!isLanguage(language)) return;
    await changeLanguage(language);
    write.run(language);
  };
  return (
    <Surface title={t('shell:tools.language')}>
      <RadioGroup aria-label={t('shell:tools.language')} value={i18n.language} onChange={(_, { value }) => void choose(value)}>
        {Object.entries(languages).map(([code, name]) => (
          <Radio key={code} value={code} label={{ children: name, lang: code }} />
        ))}
      </RadioGroup>
      <ProblemBar problem={write.problem} />
    </Surface>
  );
}

function Theme() {
  const { t } = useTranslation('shell');
  const choice = useStore(themeChoice);
  return (
    <Surface title={t('tools.theme')}>
      <RadioGroup
        aria-label={t('tools.theme')}
        value={choice}
        onChange={(_, { value }) => {
          const picked = themeChoices.find((name) => name === value);
          if (picked) chooseTheme(picked);
        }}
      >
        {themeChoices.map((name) => (
          <Radio key={name} value={name} label={t(`tools.${name}`)} />
        ))}
      </RadioGroup>
    </Surface>
  );
}
