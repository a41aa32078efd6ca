import { createLocalJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { instanceKey } from '../../../../../tests/support/rooms.ts';
import { type Tenants, openTenants } from '../../../../../tests/support/tenants.ts';
import { decisionPoint } from './decision-point.ts';

let tenants: Tenants;
beforeAll(async () => {
  tenants = await openTenants();
});
beforeEach(() => tenants.asAdmin('delete from platform.signing_keys'));
afterAll(() => tenants?.close());

const metadata = { policy_decision_point: 'https://kh.example', access_evaluation_endpoint: 'https://kh.example/access/v1/evaluation' };
/** A server that starts now, and looks its keys up. */
const started = () => decisionPoint(tenants.db, instanceKey);
const kidsOf = async (point = started()) => (await point.publicKeys()).map(({ kid }) => kid);
const checkedBy = async (signed: string, point = started()) =>
  (await jwtVerify(signed, createLocalJWKSet({ keys: await point.publicKeys() }), { issuer: metadata.policy_decision_point })).protectedHeader.kid;

describe('the keys of the decision point', () => {
  it('are one for all servers, however many start at once, and are sealed', async () => {
    const found = await Promise.all(Array.from({ length: 4 }, () => kidsOf()));
    expect(new Set(found.flat()).size).toBe(1);
    const { signed_metadata: signed } = await started().signed(metadata);
    expect(await checkedBy(signed)).toBe(found[0]?.[0]);
    const rows = await tenants.asAdmin<{ sealed: Buffer }>(`select sealed from platform.signing_keys where purpose = 'decisions'`);
    expect(rows.map(({ sealed }) => sealed.toString('latin1').includes('"d"'))).toEqual([false]);
  });

  it('change after 90 days: the newest signs, what the former signed is checked for a day', async () => {
    const [former] = await kidsOf();
    const { signed_metadata: before } = await started().signed(metadata);
    await tenants.asAdmin(`update platform.signing_keys set created_at = now() - interval '90 days' where purpose = 'decisions'`);
    const [newest, ...others] = await kidsOf();
    expect([newest === former, others]).toEqual([false, [former]]);
    const { signed_metadata: after } = await started().signed(metadata);
    expect([await checkedBy(before), await checkedBy(after)]).toEqual([former, newest]);
    await tenants.asAdmin(`update platform.signing_keys set retired_at = retired_at - interval '25 hours' where purpose = 'decisions'`);
    expect(await kidsOf()).toEqual([newest]);
    await expect(checkedBy(before)).rejects.toThrow('no applicable key');
  });
});
