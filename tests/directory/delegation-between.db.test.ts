import { expect, it } from 'vitest';
import type { Route } from '../../packages/server/src/platform/http/route.ts';
import { actsOf, codeOf, group, openStage, organizationOf, personOf, user } from './stage.fixture.ts';

const world = {
  organizations: [organizationOf('one'), organizationOf('lit', { partnerEligible: true })],
  users: [
    personOf('one', 'msa', ['managed-service-admin']),
    personOf('lit', 'ga', ['global-admin']),
    personOf('lit', 'tom', ['tenant-manager']),
    personOf('lit', 'bob'),
  ],
  groups: [{ id: 'lit.night', organization: 'lit', name: 'Night shift', members: [user('lit.bob')] }],
};

it('D21 a delegation that begins between the decision and the lock of an act counts as well: the act is decided anew', async () => {
  let meanwhile: () => Promise<void> = async () => undefined;
  const late = (route: Route): Route => {
    const { access } = route;
    if (route.operation.id !== 'group_members.remove' || access.kind !== 'object') return route;
    return {
      ...route,
      access: {
        ...access,
        object: async (tx, params, authority) => {
          const found = await access.object(tx, params, authority);
          await meanwhile();
          return found;
        },
      },
    };
  };
  const stage = await openStage(world, (routes) => routes.map(late));
  try {
    const act = actsOf(stage);
    const [terms] = await stage.asAdmin<{ version: string }>('select version from terms');
    const body = { domain: 'lit.example', expiresInDays: 3, scope: [{ type: 'all' }], termsVersion: terms?.version };
    expect(codeOf(await stage.ask('invitations.create', 'one.msa', { params: { customer: stage.id('one') }, body }))).toBe('done');
    const [invitation] = await stage.asAdmin<{ id: string }>('select id from invitations');
    let decided = 0;
    meanwhile = async () => {
      decided += 1;
      if (decided > 1) return;
      const params = { partner: stage.id('lit'), invitation: invitation?.id ?? '' };
      const accepted = await stage.other.ask('invitations.accept', 'lit.tom', { params, body: { primaryAdmins: [group(stage.id('lit.night'))] } });
      expect(codeOf(accepted)).toBe('done');
    };
    expect(codeOf(await act.remove('lit.ga', 'lit.night', 'lit.bob'))).toBe('last_primary_admin');
    expect(decided).toBe(2);
    expect(await act.unattended('one', 'lit')).toBe(false);
  } finally {
    await stage.close();
  }
});
