import {
  Button,
  makeStyles,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  tokens,
} from '@fluentui/react-components';
import { DarkThemeRegular } from '@fluentui/react-icons/svg/dark-theme';
import { GlobeRegular } from '@fluentui/react-icons/svg/globe';
import { KeyRegular } from '@fluentui/react-icons/svg/key';
import { PersonKeyRegular } from '@fluentui/react-icons/svg/person-key';
import { PersonRegular } from '@fluentui/react-icons/svg/person';
import { SignOutRegular } from '@fluentui/react-icons/svg/sign-out';
import { useTranslation } from 'react-i18next';
import { meQuery, useMe } from '../../api/me.ts';
import { api } from '../../api/client.ts';
import { queryClient } from '../../api/query-client.ts';
import type { Me } from '../../api/shapes.ts';
import { signOut } from '../../app/session.ts';
import { useHref } from '../../app/link.tsx';
import { changeLanguage } from '../../i18n/i18n.ts';
import { isLanguage, languages } from '../../i18n/languages.ts';
import { paths } from '../../paths.ts';
import { announce } from '../announcer.tsx';
import { InitialsTile } from '../initials-tile.tsx';
import { useStore } from '../store.ts';
import { chooseTheme, themeChoice, themeChoices } from '../theme.ts';

const useStyles = makeStyles({
  button: { minWidth: '40px', fontWeight: tokens.fontWeightRegular, color: tokens.colorNeutralForeground2 },
  round: { minWidth: '40px', paddingInline: '6px' },
  who: { display: 'grid', gap: '2px', paddingInline: '8px', paddingBlock: '6px', maxWidth: '280px' },
  name: { fontWeight: tokens.fontWeightSemibold, color: tokens.colorNeutralForeground1 },
  detail: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, overflowWrap: 'anywhere' },
});

function LanguageMenu() {
  const styles = useStyles();
  const { t, i18n } = useTranslation();
  const choose = async (language: string | undefined): Promise<void> => {
    if (!isLanguage(language)) return;
    await changeLanguage(language);
    announce(languages[language]);
    // The e-mails to this person follow; a refusal changes nothing on screen.
    const answer = await api.send<Me>('PATCH', '/me', { body: { language } });
    if (answer.kind === 'done') await queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
  };
  return (
    <Menu checkedValues={{ language: [i18n.language] }} onCheckedValueChange={(_, data) => void choose(data.checkedItems[0])}>
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="subtle" className={styles.button} icon={<GlobeRegular />} aria-label={t('tools.language')} title={t('tools.language')} />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {Object.entries(languages).map(([code, name]) => (
            <MenuItemRadio key={code} name="language" value={code} lang={code}>
              {name}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

function ThemeMenu() {
  const styles = useStyles();
  const { t } = useTranslation();
  const choice = useStore(themeChoice);
  return (
    <Menu
      checkedValues={{ theme: [choice] }}
      onCheckedValueChange={(_, data) => {
        const picked = themeChoices.find((name) => name === data.checkedItems[0]);
        if (picked) chooseTheme(picked);
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="subtle" className={styles.button} icon={<DarkThemeRegular />} aria-label={t('tools.theme')} title={t('tools.theme')} />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {themeChoices.map((name) => (
            <MenuItemRadio key={name} name="theme" value={name}>
              {t(`tools.${name}`)}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

function AccountMenu() {
  const styles = useStyles();
  const { t } = useTranslation();
  const me = useMe();
  const href = useHref();
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          className={styles.round}
          icon={<InitialsTile id={me.id} name={me.name} shape="person" />}
          aria-label={t('tools.account', { name: me.name })}
          title={me.name}
        />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuGroup>
            <MenuGroupHeader className={styles.who}>
              <span className={styles.name}>{me.name}</span>
              <span className={styles.detail}>{me.email}</span>
              <span className={styles.detail}>{me.organization.name}</span>
            </MenuGroupHeader>
            <MenuDivider />
            <MenuItem icon={<PersonRegular />} onClick={href(paths.profile()).onClick}>
              {t('nav.profile')}
            </MenuItem>
            <MenuItem icon={<PersonKeyRegular />} onClick={href(paths.myAccess()).onClick}>
              {t('nav.myAccess')}
            </MenuItem>
            <MenuItem icon={<KeyRegular />} onClick={href(paths.tokens()).onClick}>
              {t('nav.tokens')}
            </MenuItem>
          </MenuGroup>
          <MenuDivider />
          <MenuItem icon={<SignOutRegular />} onClick={() => void signOut()}>
            {t('tools.signOut')}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

/** Language, theme, account: loaded after the first paint because menus weigh more than all the rest of the header. */
export function Tools() {
  return (
    <>
      <LanguageMenu />
      <ThemeMenu />
      <AccountMenu />
    </>
  );
}
