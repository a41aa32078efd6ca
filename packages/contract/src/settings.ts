import { Type, type Static } from 'typebox';
import { IdOf } from './ids.ts';
import { Closed, operation } from './operation.ts';
import { AllowedActions, Version } from './values.ts';

const values = {
  /** how long a change request waits for a decision (D39) */
  changeRequestDays: Type.Integer({ minimum: 1, maximum: 30 }),
  /** how long an enrolment key can be downloaded and used, from when it is issued (D54) */
  enrolmentKeyDays: Type.Integer({ minimum: 1, maximum: 7 }),
  /** after how long without a heartbeat a room's health becomes unknown and an incident opens; null, or sooner than that: after three heartbeats */
  silentAfterMinutes: Type.Union([Type.Integer({ minimum: 1, maximum: 1440 }), Type.Null()]),
};
/** How a customer's estate is run; each value holds for what happens after it was set. */
export const Settings = Type.Object({ customer: IdOf('org'), ...values, version: Version, allowedActions: AllowedActions });
export type Settings = Static<typeof Settings>;
export const SettingsChange = Closed({
  changeRequestDays: Type.Optional(values.changeRequestDays),
  enrolmentKeyDays: Type.Optional(values.enrolmentKeyDays),
  silentAfterMinutes: Type.Optional(values.silentAfterMinutes),
});
export type SettingsChange = Static<typeof SettingsChange>;

export const settings = {
  get: operation({
    id: 'settings.get',
    method: 'GET',
    path: '/customers/{customer}/settings',
    summary: 'Pro management settings of a customer',
    success: { status: 200, body: Settings },
  }),
  update: operation({
    id: 'settings.update',
    method: 'PATCH',
    path: '/customers/{customer}/settings',
    summary: 'Change Pro management settings',
    body: SettingsChange,
    success: { status: 200, body: Settings },
    ifMatch: 'required',
    refusals: ['version_outdated', 'if_match_required', 'read_only'],
  }),
};
