import { type Settings, isId, settings } from '@keyholder/contract';
import { ok } from '../../kernel/result.ts';
import type { Authority } from '../../kernel/rights.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { type Found, type Route, route } from '../../platform/http/route.ts';
import { changeSettings } from './change-settings.ts';
import { type SettingsRow, readSettings } from './settings.store.ts';

/** Settings need scope `all` (Table 1); to everybody of the organization they are there, and to nobody else. */
const onSettings = (action: 'settings.view' | 'settings.modify') =>
  ({
    kind: 'object',
    action,
    see: 'directory.view',
    customer: (params: { customer: string }) => params.customer,
    object: async (tx: TenantTx, { customer }: { customer: string }): Promise<Found<SettingsRow> | undefined> => {
      if (!isId('org', customer)) return undefined;
      const object = await readSettings(tx, customer);
      return { object, version: object.version };
    },
  }) as const;

export const settingsRoutes: readonly Route[] = [
  route(settings.get, {
    access: onSettings('settings.view'),
    audit: { none: 'reads only' },
    change: { none: 'reads only' },
    handle: async ({ authority, object }) => ok(viewSettings(object, authority)),
  }),
  route(settings.update, {
    access: onSettings('settings.modify'),
    audit: ['settings.modified'],
    change: { none: 'no partner’s role holds this permission' },
    handle: async ({ tx, call, authority, object, body }) => {
      const changed = await changeSettings(tx, call, object, body);
      return changed.ok ? ok(viewSettings(changed.value, authority)) : changed;
    },
  }),
];

const viewSettings = (
  { customer, changeRequestDays, enrolmentKeyDays, silentAfterMinutes, version }: SettingsRow,
  authority: Authority,
): Settings => ({
  customer,
  changeRequestDays,
  enrolmentKeyDays,
  silentAfterMinutes,
  version,
  allowedActions: authority.allowedActions({ customer, kind: 'organization' }, ['settings.modify']),
});
