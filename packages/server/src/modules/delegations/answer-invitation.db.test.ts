import type { Invitation } from '@keyholder/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act } from '../../../../../tests/support/rooms.ts';
import { within } from '../../../../../tests/support/tenants.ts';
import type { Result } from '../../kernel/result.ts';
import { acceptInvitation } from './accept-invitation.ts';
import {
  type Pair,
  type World,
  answering,
  asGroup,
  asUser,
  codeOf,
  delegated,
  givenPair,
  invited,
  lapse,
  openWorld,
  sending,
} from './delegations.fixture.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const accept = (pair: Pair, invitation: Invitation, body: unknown = { primaryAdmins: [asUser(pair.technician)] }) =>
  world.ask('invitations.accept', pair.manager, { params: answering(pair, invitation), body });
const stateOf = async (pair: Pair, invitation: Invitation): Promise<string> =>
  (await world.have<Invitation>('invitations.get_of_customer', pair.admin, { params: sending(pair, invitation) })).state;

/** Lets these acts wait for one row until all are there, then lets go. */
async function meet(
  pair: Pair,
  invitation: Invitation,
  acts: readonly (() => Promise<Result<unknown>>)[],
): Promise<{ won: number; late: number; inLedger: number }> {
  const { promise: allThere, resolve: letGo } = Promise.withResolvers<void>();
  const { promise: isHeld, resolve: hold } = Promise.withResolvers<void>();
  const held = within(world.db, [pair.customer], async (tx) => {
    await tx
      .selectFrom('invitations')
      .select('id')
      .where('organization_id', '=', pair.customer)
      .where('id', '=', invitation.id)
      .forUpdate()
      .execute();
    hold();
    await allThere;
  });
  await isHeld; // an act that came first would be done before the others begin
  const outcomes = Promise.all(acts.map((start) => start()));
  await expect
    .poll(async () => (await world.asAdmin(`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)).length, {
      timeout: 240_000,
    })
    .toBe(acts.length);
  letGo();
  await held;
  const codes = (await outcomes).map(codeOf);
  const entries = await world.asAdmin(`select from audit_entries where organization_id = $1 and target_id = $2 and action <> 'invitation.created'`, [
    pair.customer,
    invitation.id,
  ]);
  const late = codes.filter((code) => ['already_answered', 'invitation_cancelled'].includes(code));
  return { won: codes.filter((code) => code === 'done').length, late: late.length, inLedger: entries.length };
}

describe('seeing an invitation', () => {
  it('D14 A49 shows the partner the number of the rooms, and nothing of their scope or of the customer’s people', async () => {
    const pair = await givenPair(world);
    const invitation = await invited(world, pair, {
      scope: [
        { type: 'room', id: pair.rooms[0] },
        { type: 'rule', where: { city: ['Lyon'] } },
      ],
    });
    const seen = await world.have<Invitation>('invitations.get_of_partner', pair.manager, { params: answering(pair, invitation) });
    expect(seen).toMatchObject({ roomCount: 2, customerCard: { name: 'Fabrikam', country: 'FR' }, createdBy: { name: 'Fabrikam' } });
    expect(Object.keys(seen)).not.toContain('scope');
    for (const hidden of [pair.rooms[0], 'Lyon', 'Boardroom', 'Mira', pair.admin.actor.user]) expect(JSON.stringify(seen)).not.toContain(hidden);
    const listed = await world.have<{ items: Invitation[] }>('invitations.list_of_partner', pair.manager, { params: { partner: pair.partner } });
    expect(listed.items).toEqual([seen]);
  });

  it('D13 A40 answers 403 to a technician of the partner whatever the id, and 404 to everybody of another organization', async () => {
    const pair = await givenPair(world);
    const other = await givenPair(world);
    const invitation = await invited(world, pair);
    for (const id of [invitation.id, 'inv_00000000000000000000000000']) {
      const asked = { params: { partner: pair.partner, invitation: id }, body: { primaryAdmins: [asUser(pair.technician)] } };
      const codes = await Promise.all(
        [pair.technician, other.manager, pair.admin].map(async (who) => codeOf(await world.ask('invitations.accept', who, asked))),
      );
      expect(codes).toEqual(['forbidden', 'not_found', 'not_found']);
    }
    expect(await stateOf(pair, invitation)).toBe('pending');
  });

  it('A46 hides an invitation from the administrators of another customer', async () => {
    const pair = await givenPair(world);
    const other = await givenPair(world);
    const invitation = await invited(world, pair);
    for (const act of ['invitations.cancel', 'invitations.resend']) {
      expect(codeOf(await world.ask(act, other.admin, { params: { customer: other.customer, invitation: invitation.id } }))).toBe('not_found');
    }
    expect(await stateOf(pair, invitation)).toBe('pending');
  });

  it('lists by state and page, stable and newest first', async () => {
    const pair = await givenPair(world);
    const first = await invited(world, pair);
    await world.have('invitations.decline', pair.manager, { params: answering(pair, first) });
    const second = await invited(world, pair);
    const page = (query: object) =>
      world.have<{ items: Invitation[]; nextCursor: string | null; count?: number }>('invitations.list_of_customer', pair.admin, {
        params: { customer: pair.customer },
        query: { ...query },
      });
    const one = await page({ limit: 1, count: true });
    expect([one.items.map(({ id }) => id), one.count]).toEqual([[second.id], 2]);
    expect((await page({ limit: 1, cursor: one.nextCursor })).items.map(({ id }) => id)).toEqual([first.id]);
    expect((await page({ state: 'declined' })).items.map(({ id }) => id)).toEqual([first.id]);
  });
});

describe('accepting an invitation', () => {
  it('D15 makes the named members Primary Admins over the rooms of the invitation', async () => {
    const pair = await givenPair(world);
    const group = await world.group(pair.partner, 'Field team', [asUser(pair.colleague)]);
    await delegated(world, pair, { scope: [{ type: 'rule', where: { city: ['Lyon'] } }], primaryAdmins: [asUser(pair.technician), asGroup(group)] });
    expect(await world.have('partners.get', pair.admin, { params: { customer: pair.customer, partner: pair.partner } })).toMatchObject({
      state: 'active',
      roomCount: 1,
      scope: [{ type: 'rule', where: { city: ['Lyon'] } }],
      people: [
        { person: { name: 'Pat' }, role: 'primary-admin', through: ['Field team'] },
        { person: { name: 'Tess' }, role: 'primary-admin', through: [] },
      ],
    });
    expect(await world.have('customers.list', pair.colleague)).toMatchObject({ items: [{ id: pair.customer, rooms: 1 }] });
  });

  it('D15 A48 refuses a stranger, a disabled user, an empty group and a group of the customer alike, and points at it', async () => {
    const pair = await givenPair(world);
    const invitation = await invited(world, pair);
    const disabled = await world.person(pair.partner, 'Dora');
    await world.asAdmin('update users set active = false where id = $1', [disabled.actor.user]);
    const empty = await world.group(pair.partner, 'Nobody', [asUser(disabled)]);
    const foreign = await world.group(pair.customer, 'Facilities', [asUser(pair.lead)]);
    const refusals = [];
    for (const idle of [
      asUser(pair.lead),
      { type: 'user', id: 'usr_00000000000000000000000000' },
      asUser(disabled),
      asGroup(empty),
      asGroup(foreign),
    ]) {
      refusals.push(await accept(pair, invitation, { primaryAdmins: [asUser(pair.technician), idle] }));
    }
    expect(refusals[0]).toMatchObject({ code: 'primary_admin_not_in_effect', pointer: '/primaryAdmins/1' });
    expect(new Set(refusals.map((refusal) => JSON.stringify(refusal))).size).toBe(1);
    expect(await stateOf(pair, invitation)).toBe('pending');
  });

  it('D16 gives the acceptor no right of its own', async () => {
    const pair = await givenPair(world);
    await delegated(world, pair);
    expect(await world.have('partner_customers.get', pair.manager, { params: { partner: pair.partner, customer: pair.customer } })).toMatchObject({
      myRoles: [],
    });
    expect(await world.have('customers.list', pair.manager)).toMatchObject({ items: [] });
  });

  it('D66 keeps a Tenant Manager from naming itself or a group it is in, unless it administers the partner', async () => {
    const pair = await givenPair(world);
    const invitation = await invited(world, pair);
    const inner = await world.group(pair.partner, 'Inner', [asUser(pair.manager), asUser(pair.technician)]);
    const outer = await world.group(pair.partner, 'Outer', [asGroup(inner)]);
    for (const own of [asUser(pair.manager), asGroup(outer)]) {
      expect(await accept(pair, invitation, { primaryAdmins: [asUser(pair.colleague), own] })).toMatchObject({
        code: 'exceeds_own_rights',
        pointer: '/primaryAdmins/1',
      });
    }
    const both = await world.person(pair.partner, 'Ben', ['tenant-manager', 'managed-service-admin']);
    expect(
      codeOf(await world.ask('invitations.accept', both, { params: answering(pair, invitation), body: { primaryAdmins: [asUser(both)] } })),
    ).toBe('done');
  });

  it('D16 A45 lets exactly one of two acceptances, a refusal and a withdrawal at the same instant win', async () => {
    const pair = await givenPair(world);
    const invitation = await invited(world, pair);
    const asked = { params: answering(pair, invitation), body: { primaryAdmins: [asUser(pair.technician)] } };
    const met = await meet(pair, invitation, [
      () => world.ask('invitations.accept', pair.manager, asked),
      () => world.ask('invitations.accept', pair.manager, asked),
      () => world.ask('invitations.decline', pair.manager, { params: asked.params }),
      () => world.ask('invitations.cancel', pair.admin, { params: sending(pair, invitation) }),
    ]);
    expect(met).toEqual({ won: 1, late: 3, inLedger: 1 });
  });

  it('D16 A45 lets exactly one of a refusal and a withdrawal win, which no lock of an organization keeps apart', async () => {
    const pair = await givenPair(world);
    const invitation = await invited(world, pair);
    const met = await meet(pair, invitation, [
      () => world.ask('invitations.decline', pair.manager, { params: answering(pair, invitation) }),
      () => world.ask('invitations.cancel', pair.admin, { params: sending(pair, invitation) }),
    ]);
    expect(met).toEqual({ won: 1, late: 1, inLedger: 1 });
  });

  it('D18 A43 is over from the instant of its expiry, with no job having run', async () => {
    const pair = await givenPair(world);
    const invitation = await invited(world, pair);
    await lapse(world, invitation);
    expect(codeOf(await accept(pair, invitation))).toBe('invitation_expired');
    expect(codeOf(await world.ask('invitations.decline', pair.manager, { params: answering(pair, invitation) }))).toBe('invitation_expired');
    expect(codeOf(await world.ask('invitations.cancel', pair.admin, { params: sending(pair, invitation) }))).toBe('invitation_expired');
    expect(await stateOf(pair, invitation)).toBe('expired');
  });

  it('D70 shows the new number of rooms, keeps the expiry, and refuses an acceptance of the former version', async () => {
    const pair = await givenPair(world);
    const invitation = await invited(world, pair);
    const params = sending(pair, invitation);
    const changed = await world.have<Invitation>('invitations.update', pair.admin, {
      params,
      ifMatch: 1,
      body: { scope: [{ type: 'room', id: pair.rooms[2] }] },
    });
    expect(changed).toMatchObject({ version: 2, roomCount: 1, expiresAt: invitation.expiresAt });
    expect(codeOf(await world.ask('invitations.update', pair.admin, { params, ifMatch: 1, body: { scope: [{ type: 'all' }] } }))).toBe(
      'version_outdated',
    );
    const asked = { params: answering(pair, invitation), body: { primaryAdmins: [asUser(pair.technician)] } };
    expect(codeOf(await world.ask('invitations.accept', pair.manager, { ...asked, ifMatch: 1 }))).toBe('preview_changed');
    expect(codeOf(await world.ask('invitations.accept', pair.manager, { ...asked, ifMatch: 2 }))).toBe('done');
    expect(await world.have('customers.list', pair.technician)).toMatchObject({ items: [{ rooms: 1 }] });
  });

  it('D47 writes one entry in each ledger, and mails the customer’s administrators', async () => {
    const pair = await givenPair(world);
    const { id } = await delegated(world, pair);
    const entries = await world.asAdmin<{ organization_id: string }>(
      `select organization_id from audit_entries where action = 'invitation.accepted' and target_id = $1`,
      [id],
    );
    expect(entries.map(({ organization_id }) => organization_id).sort()).toEqual([pair.customer, pair.partner].sort());
    expect(await world.asAdmin(`select user_id, template from mails where organization_id = $1`, [pair.customer])).toEqual([
      { user_id: pair.admin.actor.user, template: 'invitation-accepted' },
    ]);
  });
});

describe('the database', () => {
  it('D32 refuses an acceptance whose reach leaves out the customer', async () => {
    const pair = await givenPair(world);
    const invitation = await invited(world, pair);
    const acceptance = { primaryAdmins: [asUser(pair.technician)], version: undefined, mayName: 'anybody' } as const;
    await expect(act(world.db, [pair.partner], (tx) => acceptInvitation(tx, pair.manager, invitation, acceptance))).rejects.toThrow(/no result/);
    expect(await stateOf(pair, invitation)).toBe('pending');
  });
});

describe('declining, resending and cancelling', () => {
  it('D17 D11 stays listed as declined, and lets the customer invite again', async () => {
    const pair = await givenPair(world);
    const invitation = await invited(world, pair);
    expect(await world.have('invitations.decline', pair.manager, { params: answering(pair, invitation) })).toMatchObject({ state: 'declined' });
    expect(codeOf(await accept(pair, invitation))).toBe('already_answered');
    expect((await invited(world, pair)).state).toBe('pending');
  });

  it('D11 A50 sends the e-mail again three times a day, and keeps the expiry', async () => {
    const pair = await givenPair(world);
    const invitation = await invited(world, pair);
    const resend = () => world.ask('invitations.resend', pair.admin, { params: sending(pair, invitation) });
    const codes = [codeOf(await resend()), codeOf(await resend()), codeOf(await resend()), codeOf(await resend())];
    expect(codes).toEqual(['done', 'done', 'done', 'rate_limited']);
    await world.asAdmin(`update invitations set resent_at = array(select t - interval '25 hours' from unnest(resent_at) t) where id = $1`, [
      invitation.id,
    ]);
    expect(await world.have('invitations.resend', pair.admin, { params: sending(pair, invitation) })).toMatchObject({
      expiresAt: invitation.expiresAt,
      version: 1,
    });
    expect(await world.asAdmin(`select from mails where organization_id = $1 and template = 'invitation-received'`, [pair.partner])).toHaveLength(5);
  });

  it('D11 D18 ends a cancelled invitation for both sides', async () => {
    const pair = await givenPair(world);
    const invitation = await invited(world, pair);
    await world.have('invitations.cancel', pair.admin, { params: sending(pair, invitation) });
    expect(codeOf(await accept(pair, invitation))).toBe('invitation_cancelled');
    expect(await world.have('invitations.get_of_partner', pair.manager, { params: answering(pair, invitation) })).toMatchObject({
      state: 'cancelled',
      answeredBy: { name: 'Fabrikam' },
      allowedActions: [
        { action: 'invitations.accept', allowed: false, reason: 'invitation_cancelled' },
        { action: 'invitations.decline', allowed: false },
      ],
    });
  });
});
