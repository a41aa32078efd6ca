import { describe, expect, it } from 'vitest';
import type { Access, Route } from '../../packages/server/src/platform/http/route.ts';
import { openComposed } from '../support/composed.ts';
import { openTenants } from '../support/tenants.ts';
import { acts, checkAct } from './acts.fixture.ts';
import { checkMatrix } from './check-matrix.fixture.ts';
import { openStage } from './routes.fixture.ts';
import { checkRowSecurity } from './row-security.fixture.ts';

/** The table with one route changed. */
const planted =
  (operation: string, change: (route: Route) => Route) =>
  (routes: Route[]): Route[] => {
    if (!routes.some((route) => route.operation.id === operation)) throw new Error(`there is no route \`${operation}\` to plant a defect in`);
    return routes.map((route) => (route.operation.id === operation ? change(route) : route));
  };

/** What the matrix says about one route with a defect, in a world of its own. */
async function complaints(operation: string, change: (route: Route) => Route): Promise<string[]> {
  const stage = await openStage(planted(operation, change));
  try {
    return (
      await checkMatrix(
        stage,
        stage.routes.filter((route) => route.operation.id === operation),
      )
    ).wrong;
  } finally {
    await stage.close();
  }
}
const own: Access<Record<string, string>, unknown> = { kind: 'own', why: 'planted' };

describe('a defect is noticed', () => {
  it('when one policy is dropped, when one lets the other side delete, when a table does not force row security', async () => {
    const { asAdmin, close } = await openTenants();
    const complain = async (defect: string, undo: string): Promise<string[]> => {
      await asAdmin(defect);
      const { wrong } = await checkRowSecurity(asAdmin);
      await asAdmin(undo);
      return wrong;
    };
    const own = `organization_id = any ((select reach())::text[])`;
    try {
      expect((await checkRowSecurity(asAdmin)).wrong).toEqual([]);
      expect(await complain('drop policy remove on rooms', `create policy remove on rooms for delete using (${own})`)).toEqual([
        'rooms has no policy for DELETE',
      ]);
      const loose = await complain(
        `drop policy remove on delegations; create policy remove on delegations for delete using (${own} or partner_id = any ((select reach())::text[]))`,
        `drop policy remove on delegations; create policy remove on delegations for delete using (${own})`,
      );
      expect(loose).toEqual([expect.stringContaining('delegations has another policy for DELETE')]);
      expect(await complain('alter table passwords no force row level security', 'alter table passwords force row level security')).toEqual([
        'passwords does not force row security',
      ]);
      expect(await complain(`create policy further on audit_entries for update using (${own})`, 'drop policy further on audit_entries')).toEqual([
        'audit_entries has a policy for UPDATE',
      ]);
      expect(await complain('create table loose (organization_id text, id text primary key)', 'drop table loose')).toContain(
        'loose: the key loose_pkey begins with id',
      );
      expect((await checkRowSecurity(asAdmin)).wrong).toEqual([]);
    } finally {
      await close();
    }
  });

  it('when a guard is removed from a route', async () => {
    const wrong = await complaints('invitations.create', (route) => ({ ...route, access: own }));
    expect(wrong).toContain('invitations.create by alpha.plain on own: 422 unknown_parameter instead of 403 forbidden');
    expect(wrong).toContain('invitations.create by delta.ga on foreign: 422 unknown_parameter instead of 404 not_found');
  });

  it('when a guard asks for another right, or finds objects by their id alone (lookup-by-id-only)', async () => {
    const weaker = await complaints('rooms.reset_key', (route) =>
      route.access.kind === 'object' ? { ...route, access: { ...route.access, action: 'rooms.view' } } : route,
    );
    expect(weaker).toContain('rooms.reset_key by gamma.pa on own: 422 unknown_parameter instead of 403 forbidden');
    const anywhere = await complaints('rooms.get', (route) =>
      route.access.kind === 'object' ? { ...route, access: { ...route.access, object: async () => ({ object: undefined }) } } : route,
    );
    expect(anywhere).toContain('rooms.get by alpha.msa on mixed: 422 unknown_parameter instead of 404 not_found');
  });

  it('when a route writes no entry, or writes it into one ledger only', async () => {
    const silent = planted('invitations.cancel', (route) => ({
      ...route,
      handle: (context) => route.handle({ ...context, tx: withoutLedgers(context.tx) }),
    }));
    const stage = await openStage(silent);
    try {
      const act = acts.find(({ operation }) => operation === 'invitations.cancel');
      if (act === undefined) throw new Error('there is no act of this route');
      expect(await checkAct(stage, act)).toEqual(['invitations.cancel invitation.cancelled stands in 0 ledgers instead of 2, or in others']);
      expect(await checkAct(stage, { ...act, operation: 'invitations.resend', action: 'invitation.resent', ledgers: ['beta', 'delta'] })).not.toEqual(
        [],
      );
    } finally {
      await stage.close();
    }
  });

  it.each(['access', 'audit', 'change'] as const)('when a route does not declare its %s: then nothing starts', async (what) => {
    const undeclared = planted('rooms.get', (route) => ({ ...route, [what]: undefined }));
    await expect(openComposed({ organizations: [] }, undeclared)).rejects.toThrow(`the route \`rooms.get\` does not declare its ${what}`);
  });

  it('when an operation has no route, or two: then nothing starts', async () => {
    const isMe = ({ operation }: Route): boolean => operation.id === 'me.get';
    await expect(openComposed({ organizations: [] }, (routes) => routes.filter((one) => !isMe(one)))).rejects.toThrow(
      'operations without a route: me.get',
    );
    await expect(openComposed({ organizations: [] }, (routes) => [...routes, ...routes.filter(isMe)])).rejects.toThrow(
      'operations with two routes: me.get',
    );
  });
});

/** The transaction of a handler, but what it adds to the ledgers goes nowhere. */
function withoutLedgers<Tx extends object>(tx: Tx): Tx {
  const nowhere: object = new Proxy({}, { get: (_, name) => (name === 'execute' ? async () => [] : () => nowhere) });
  return new Proxy(tx, {
    get: (target, name) => {
      if (name === 'with') return () => nowhere;
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}
