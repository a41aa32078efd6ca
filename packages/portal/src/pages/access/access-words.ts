import { useTranslation } from 'react-i18next';
import type { AccessPath, PermissionKey } from '../../api/shapes.ts';
import { useFormat } from '../../i18n/format.ts';

type Named = AccessPath['atoms'][number];

/** The permissions of the contract, in its order; one more or one less there does not compile here. */
const order: Record<PermissionKey, true> = {
  'rooms.view': true,
  'rooms.modify': true,
  'rooms.reset_key': true,
  'rooms.download_key': true,
  'rooms.unenroll': true,
  'rooms.create': true,
  'groups.view': true,
  'groups.modify': true,
  'groups.create': true,
  'rings.view': true,
  'rings.modify': true,
  'reports.view': true,
  'reports.create_incident': true,
  'tickets.view': true,
  'tickets.update': true,
  'settings.view': true,
  'settings.modify': true,
  'roles.view': true,
  'roles.modify': true,
  'changes.view': true,
  'changes.request': true,
  'changes.approve': true,
  'audit.view': true,
  'audit.export': true,
  'partners.view': true,
  'partners.manage': true,
  'policy.view': true,
  'policy.modify': true,
  'passcodes.issue': true,
  'remote.run': true,
  'planner.view': true,
  'planner.modify': true,
  'byod.modify': true,
  'devices.view': true,
  'devices.first_start': true,
  'devices.manage': true,
  'licences.view': true,
  'licences.assign': true,
  'elevations.request': true,
  'elevations.approve': true,
  'reviews.manage': true,
  'integrations.manage': true,
  'support.grant': true,
};
const isPermission = (key: string): key is PermissionKey => Object.hasOwn(order, key);
export const permissionKeys: readonly PermissionKey[] = Object.keys(order).filter(isPermission);

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
