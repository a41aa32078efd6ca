import { useTranslation } from 'react-i18next';
import { useTerm } from '../../ui/term.ts';

/** A permission as its name and as one sentence on what it lets somebody do; a feature by its name. */
export function usePermissionWords(): { name: (key: string) => string; sentence: (key: string) => string; feature: (feature: string) => string } {
  const { i18n } = useTranslation('roles');
  const term = useTerm();
  const wordOf = (path: string): string => {
    const known = i18n.getResource(i18n.language, 'roles', path);
    return typeof known === 'string' ? known : '';
  };
  return {
    name: (key) => term('permission', key),
    sentence: (key) => wordOf(`may.${key}`),
    feature: (feature) => wordOf(`feature.${feature}`) || feature,
  };
}

/** What has to be known about a built-in role beyond its permissions. */
export function useAboutRole(): (role: string) => string | undefined {
  const { i18n } = useTranslation('roles');
  return (role) => {
    const known = i18n.getResource(i18n.language, 'roles', `about.${role}`);
    return typeof known === 'string' ? known : undefined;
  };
}
