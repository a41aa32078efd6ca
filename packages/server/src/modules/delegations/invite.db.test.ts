import { type Invitation, invitations, statusOf } from '@keyholder/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type World, codeOf, givenPair, invited, lapse, offerOf, openWorld, sending } from './delegations.fixture.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

describe('inviting a partner', () => {
  it('D01 A38 is for administrators: 403 to everybody else of the customer, 404 to anyone else', async () => {
    const pair = await givenPair(world);
    const stranger = await givenPair(world);
    const asked = { params: { customer: pair.customer }, body: offerOf(world, pair) };
    expect(codeOf(await world.ask('invitations.create', pair.lead, asked))).toBe('forbidden');
    expect(codeOf(await world.ask('invitations.create', pair.manager, asked))).toBe('not_found');
    expect(codeOf(await world.ask('invitations.create', stranger.admin, asked))).toBe('not_found');
    expect(codeOf(await world.ask('invitations.create', pair.global, asked))).toBe('done');
  });

  it('D02 A47 finds the one organization under every true spelling of its domain', async () => {
    for (const spell of [(domain: string) => domain.toUpperCase(), (domain: string) => `${domain}.`]) {
      const pair = await givenPair(world);
      const invitation = await world.have<Invitation>('invitations.create', pair.admin, {
        params: { customer: pair.customer },
        body: { ...offerOf(world, pair), domain: spell(pair.domain) },
      });
      expect([invitation.partner, invitation.domain]).toEqual([pair.partner, pair.domain]);
    }
  });

  it('D02 A47 refuses unknown, unverified, not eligible and look-alike domains in the same words', async () => {
    const pair = await givenPair(world);
    await world.organization('Not eligible', 'northwind.example');
    await world.organization('Unverified', 'tailspin.example', 'eligible');
    await world.asAdmin(`update domains set verified_at = null where domain = 'tailspin.example'`);
    const refusals = [];
    for (const domain of [
      'nobody.example',
      'northwind.example',
      'tailspin.example',
      `${pair.domain}.evil.test`,
      `${pair.domain}@evil.test`,
      pair.domain.replace('.', '。'),
    ]) {
      refusals.push(
        await world.ask('invitations.create', pair.admin, { params: { customer: pair.customer }, body: { ...offerOf(world, pair), domain } }),
      );
    }
    expect(refusals[0]).toMatchObject({ code: 'partner_not_available', pointer: '/domain' });
    expect(new Set(refusals.map((refusal) => JSON.stringify(refusal))).size).toBe(1);
  });

  it('D03 A38 refuses to invite one’s own organization, and points at the domain', async () => {
    const pair = await givenPair(world);
    await world.asAdmin('update organizations set partner_eligible = true where id = $1', [pair.customer]);
    const own = pair.domain.replace('litware', 'fabrikam');
    expect(
      await world.ask('invitations.create', pair.admin, { params: { customer: pair.customer }, body: { ...offerOf(world, pair), domain: own } }),
    ).toMatchObject({
      ok: false,
      code: 'invalid_value',
      pointer: '/domain',
    });
  });

  it('D04 A44 takes whole days from 1 to 30 and nothing else, as the schema says it', async () => {
    const pair = await givenPair(world);
    expect(invitations.invite.body.properties.expiresInDays).toMatchObject({ type: 'integer', minimum: 1, maximum: 30 });
    for (const expiresInDays of [0, 31, -1, 1.5, '7', null, true, [7]]) {
      const outcome = await world.ask('invitations.create', pair.admin, {
        params: { customer: pair.customer },
        body: { ...offerOf(world, pair), expiresInDays },
      });
      expect([expiresInDays, outcome]).toMatchObject([expiresInDays, { code: 'invalid_value', faults: [{ pointer: '/expiresInDays' }] }]);
    }
  });

  it('D04 expires n × 24 hours after it was made, by the clock of the database', async () => {
    const pair = await givenPair(world);
    const { id } = await invited(world, pair, { expiresInDays: 30 });
    const [row] = await world.asAdmin<{ exact: boolean }>(
      `select expires_at = created_at + interval '720 hours' as exact from invitations where id = $1`,
      [id],
    );
    expect(row?.exact).toBe(true);
  });

  it('D05 knows the events of the contract only', async () => {
    const pair = await givenPair(world);
    const given = (changeControl: Readonly<Record<string, string>>) =>
      world.ask('invitations.create', pair.admin, { params: { customer: pair.customer }, body: offerOf(world, pair, { changeControl }) });
    expect(codeOf(await given({ 'rooms.view': 'manual' }))).toBe('unknown_property');
    expect(codeOf(await given({ 'rooms.modify': 'sometimes' }))).toBe('invalid_value');
    expect(codeOf(await given({ 'rooms.modify': 'manual' }))).toBe('done');
  });

  it('D06 A04 refuses a foreign and an unknown room in the same words', async () => {
    const pair = await givenPair(world);
    const other = await givenPair(world);
    const refusals = [];
    for (const id of [other.rooms[0], 'room_00000000000000000000000000']) {
      refusals.push(
        await world.ask('invitations.create', pair.admin, {
          params: { customer: pair.customer },
          body: { ...offerOf(world, pair), scope: [{ type: 'room', id }] },
        }),
      );
    }
    expect(refusals[0]).toMatchObject({ code: 'unknown_reference', faults: [{ pointer: '/scope/0/id' }] });
    expect(refusals[0]).toEqual(refusals[1]);
  });

  it('D07 asks for the version of the terms that is in force', async () => {
    const pair = await givenPair(world);
    expect(
      await world.ask('invitations.create', pair.admin, {
        params: { customer: pair.customer },
        body: { ...offerOf(world, pair), termsVersion: '1999-01-01' },
      }),
    ).toMatchObject({
      code: 'terms_outdated',
      pointer: '/termsVersion',
    });
  });

  it('D09 lets exactly one of two invitations sent at once through, and names it to the other', async () => {
    const pair = await givenPair(world);
    const both = await Promise.all(
      [pair.admin, pair.global].map((who) =>
        world.ask('invitations.create', who, { params: { customer: pair.customer }, body: offerOf(world, pair) }),
      ),
    );
    expect(both.map(codeOf).sort()).toEqual(['done', 'invitation_pending']);
    const [pending] = await world.asAdmin<{ id: string }>(`select id from invitations where organization_id = $1`, [pair.customer]);
    expect(both.find(({ ok }) => !ok)).toMatchObject({ more: { invitation: pending?.id } });
  });

  it('D09 D18 lets the customer invite again once the first has lapsed', async () => {
    const pair = await givenPair(world);
    const first = await invited(world, pair);
    await lapse(world, first);
    await invited(world, pair);
    expect((await world.have<Invitation>('invitations.get_of_customer', pair.admin, { params: sending(pair, first) })).state).toBe('expired');
  });

  it('D12 mails the Tenant Managers of the partner, each once', async () => {
    const pair = await givenPair(world);
    await world.person(pair.partner, 'Mona', ['managed-service-admin']);
    await invited(world, pair);
    expect(await world.asAdmin('select organization_id, user_id, template from mails where organization_id = $1', [pair.partner])).toEqual([
      { organization_id: pair.partner, user_id: pair.manager.actor.user, template: 'invitation-received' },
    ]);
  });

  it('D47 D14 writes one entry in each ledger, the partner’s without the rooms', async () => {
    const pair = await givenPair(world);
    await invited(world, pair, { scope: [{ type: 'room', id: pair.rooms[0] }] });
    const entries = await world.asAdmin<{ organization_id: string; changes: unknown }>(
      `select organization_id, changes from audit_entries where action = 'invitation.created' and customer_id = $1`,
      [pair.customer],
    );
    expect(entries.map(({ organization_id }) => organization_id).sort()).toEqual([pair.customer, pair.partner].sort());
    expect(JSON.stringify(entries.find(({ organization_id }) => organization_id === pair.partner))).not.toContain(pair.rooms[0]);
  });

  it('A50 stops at the twenty-first invitation of a day', async () => {
    const pair = await givenPair(world);
    await invited(world, pair);
    await world.asAdmin(
      `insert into invitations (organization_id, id, partner_id, domain, state, expires_in_days, expires_at, scope, room_count, terms_version, created_by)
       select organization_id, id || n, partner_id, domain, 'declined', 7, expires_at, scope, room_count, terms_version, created_by from invitations, generate_series(1, 19) n where organization_id = $1`,
      [pair.customer],
    );
    await world.asAdmin(`update invitations set state = 'declined' where organization_id = $1`, [pair.customer]);
    const outcome = await world.ask('invitations.create', pair.admin, { params: { customer: pair.customer }, body: offerOf(world, pair) });
    expect([codeOf(outcome), statusOf.rate_limited]).toEqual(['rate_limited', 429]);
  });
});
