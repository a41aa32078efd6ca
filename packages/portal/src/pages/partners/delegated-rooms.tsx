import { Button } from '@fluentui/react-components';
import { EditRegular } from '@fluentui/react-icons/svg/edit';
import { useTranslation } from 'react-i18next';
import type { Delegation } from '../../api/shapes.ts';
import { useHref } from '../../app/link.tsx';
import { usePageScope } from '../../app/use-page.ts';
import { paths } from '../../paths.ts';
import { findAction } from '../../ui/action-button.tsx';
import { Surface } from '../../ui/surface.tsx';
import { useAssignments } from '../roles/role-queries.ts';
import { ScopeList } from './scope/scope-list.tsx';

/** The role whose one built-in assignment holds the delegated scope (D68). */
const standing = 'primary-admin';

/** The delegated rooms, and the way to where they are changed: the scope of Assigned admins (D24). */
export function DelegatedRooms({ delegation }: { delegation: Delegation }) {
  const { t } = useTranslation('partners');
  const { scope: page } = usePageScope();
  const href = useHref();
  const { customer, partner, scope = [], roomCount } = delegation;
  const assigned = useAssignments({ customer, partner }, standing).rows.find(({ builtIn }) => builtIn);
  const mayEdit = assigned !== undefined && findAction(assigned.allowedActions, 'assignments.update_scope')?.allowed === true;
  return (
    <Surface
      title={t('scope.label')}
      actions={
        mayEdit && (
          <Button as="a" icon={<EditRegular />} {...href(paths.assignment(page, partner, standing, assigned.id), { tab: 'scope' })}>
            {t('scope.edit')}
          </Button>
        )
      }
    >
      {t('roomCount', { count: roomCount })}
      <ScopeList customer={customer} scope={scope} />
    </Surface>
  );
}
