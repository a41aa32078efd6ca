import { useTranslation } from 'react-i18next';
import type { AccessPath } from '../../api/shapes.ts';
import { useFormat } from '../../i18n/format.ts';

type Named = AccessPath['atoms'][number];

/** Elements of a scope by the names of what they point at; a rule by its conditions. */
export function useAtomWords(): (atoms: readonly Named[]) => string {
  const { t } = useTranslation('access');
  const format = useFormat();
  const rule = (where: Readonly<Record<string, readonly string[] | undefined>>): string =>
    format.list(Object.entries(where).flatMap(([name, values = []]) => (name === 'country' ? values.map(format.country) : values)));
  const one = ({ atom, name }: Named): string => {
    if (atom.type === 'all') return t('atom.all');
    if (atom.type === 'rule') return t('atom.rule', { rule: rule(atom.where) });
    return t(atom.type === 'group' ? 'atom.group' : 'atom.room', { name: name ?? atom.id });
  };
  return (atoms) => format.list(atoms.map(one));
}
