import type { Delegation, Rehearsal, RoomId } from '@keyholder/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { done } from '../../../../../tests/support/rooms.ts';
import type { PersonCall } from '../../platform/http/cursor.ts';
import { createAssignment, createRole } from '../authorization/index.ts';
import { checkScope, describeScope } from '../rooms/index.ts';
import { type Pair, type World, asGroup, asUser, codeOf, delegated, givenPair, openWorld, valueOf } from './delegations.fixture.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const between = ({ customer, partner }: Pair) => ({ customer, partner });
const rehearse = (pair: Pair) => world.have<Rehearsal>('partners.remove', pair.admin, { params: between(pair), query: { rehearse: 'true' } });
const remove = (pair: Pair, rehearsal: string) => world.ask('partners.remove', pair.admin, { params: between(pair), rehearsal });

/** A help desk of the partner beside its Primary Admins, over one of the rooms. */
async function givenHelpDesk(
  pair: Pair,
  member: PersonCall,
  { name, room }: { name: string; room: RoomId } = { name: 'Help desk', room: pair.rooms[0] },
): Promise<void> {
  await done(world.db, [pair.customer, pair.partner], async (tx) => {
    const role = valueOf(await createRole(tx, pair.admin, 'platform', between(pair), { name, permissions: ['rooms.view'] }));
    const body = { name: 'Desk', members: [asUser(member)], scope: [{ type: 'room' as const, id: room }] };
    valueOf(await createAssignment(tx, pair.admin, 'platform', { checkScope, describeScope }, role, body));
    await tx
      .updateTable('epochs')
      .set((row) => ({ epoch: row('epoch', '+', 1) }))
      .where('organization_id', '=', pair.customer)
      .execute();
    return { ok: true, value: undefined };
  });
}

describe('seeing a delegation', () => {
  it('D30 shows the customer everybody behind it by name, also those of other roles', async () => {
    const pair = await givenPair(world);
    await delegated(world, pair);
    await givenHelpDesk(pair, pair.colleague);
    const seen = await world.have<Delegation>('partners.get', pair.admin, { params: between(pair) });
    expect(seen.people?.map(({ person, role }) => [person.name, role])).toEqual([
      ['Pat', 'Help desk'],
      ['Tess', 'primary-admin'],
    ]);
    expect(codeOf(await world.ask('partners.get', pair.lead, { params: between(pair) }))).toBe('forbidden');
  });

  it('D14 D66 shows a Tenant Manager without a role the number of rooms, no scope and no people', async () => {
    const pair = await givenPair(world);
    await delegated(world, pair, {
      scope: [
        { type: 'room', id: pair.rooms[0] },
        { type: 'room', id: pair.rooms[1] },
      ],
    });
    const seen = await world.have<Delegation>('partner_customers.get', pair.manager, { params: between(pair) });
    expect(seen).toMatchObject({ roomCount: 2, myRoles: [] });
    for (const hidden of ['scope', 'people', 'primaryAdmins']) expect(Object.keys(seen)).not.toContain(hidden);
    expect(JSON.stringify(seen)).not.toContain(pair.rooms[0]);
  });

  it('D22 counts for a technician the rooms of its own assignments only', async () => {
    const pair = await givenPair(world);
    await delegated(world, pair);
    await givenHelpDesk(pair, pair.colleague);
    const seen = await world.have<Delegation>('partner_customers.get', pair.colleague, { params: between(pair) });
    expect([seen.roomCount, Object.keys(seen).includes('scope')]).toEqual([1, false]);
    expect(seen.myRoles).toEqual([{ id: expect.stringMatching(/^role_/), name: 'Help desk', builtIn: false }]);
    const { items } = await world.have<{ items: Delegation[] }>('partner_customers.list', pair.colleague, { params: { partner: pair.partner } });
    expect(items.map(({ customer, roomCount, myRoles }) => [customer, roomCount, myRoles])).toEqual([[pair.customer, 1, seen.myRoles]]);
    expect(await world.have('partner_customers.get', pair.technician, { params: between(pair) })).toMatchObject({
      roomCount: 3,
      scope: [{ type: 'all' }],
      myRoles: [{ id: 'primary-admin', name: 'primary-admin', builtIn: true }],
    });
  });

  it('D22 hides a delegation from colleagues without a role, and that of one partner from another’s people', async () => {
    const pair = await givenPair(world);
    await delegated(world, pair);
    expect(codeOf(await world.ask('partner_customers.get', pair.colleague, { params: between(pair) }))).toBe('not_found');
    expect(await world.have('partner_customers.list', pair.colleague, { params: { partner: pair.partner } })).toMatchObject({ items: [] });
    const rival = await world.organization('Northwind', `northwind-${pair.domain}`, 'eligible');
    const theirs = {
      ...pair,
      partner: rival,
      domain: `northwind-${pair.domain}`,
      manager: await world.person(rival, 'Nora', ['tenant-manager']),
      technician: await world.person(rival, 'Nils'),
    };
    await delegated(world, theirs);
    expect(codeOf(await world.ask('partner_customers.get', theirs.technician, { params: between(pair) }))).toBe('not_found');
    expect(codeOf(await world.ask('partner_customers.leave', theirs.technician, { params: between(pair), rehearsal: 'none' }))).toBe('not_found');
  });
});

describe('removing a partner', () => {
  it('D41 rehearses who loses what: each person once, with its roles and the rooms under them', async () => {
    const pair = await givenPair(world);
    const group = await world.group(pair.partner, 'Inner', [asUser(pair.technician)]);
    const outer = await world.group(pair.partner, 'Outer', [asGroup(group)]);
    await delegated(world, pair, { primaryAdmins: [asGroup(outer)] });
    await givenHelpDesk(pair, pair.technician);
    await givenHelpDesk(pair, pair.colleague, { name: 'Second desk', room: pair.rooms[1] });
    const { gains, loses, survives } = await rehearse(pair);
    expect(loses.map(({ person, through, rooms }) => [person.name, through, rooms])).toEqual([
      ['Pat', ['Second desk'], 1],
      ['Tess', ['Help desk', 'primary-admin'], 3],
    ]);
    expect([gains, survives]).toEqual([[], []]);
  });

  it('D41 needs the picture, or a reason to end at once', async () => {
    const pair = await givenPair(world);
    await delegated(world, pair);
    const ask = (asked: object) => world.ask('partners.remove', pair.admin, { params: between(pair), ...asked });
    expect(codeOf(await ask({}))).toBe('rehearsal_required');
    expect(codeOf(await ask({ query: { now: 'true' } }))).toBe('rehearsal_required');
    expect(codeOf(await ask({ query: { now: 'true' }, reason: 'a lost laptop' }))).toBe('done');
  });

  it('D41 A78 refuses a picture that no longer holds, or that is of another partner, and ends nothing', async () => {
    const pair = await givenPair(world);
    const other = await givenPair(world);
    const group = await world.group(pair.partner, 'Field team', [asUser(pair.technician)]);
    await delegated(world, pair, { primaryAdmins: [asGroup(group)] });
    await delegated(world, other);
    const { rehearsal } = await rehearse(pair);
    await world.join(pair.partner, group, [asUser(pair.colleague)]);
    expect(codeOf(await remove(pair, rehearsal))).toBe('rehearsal_outdated');
    expect(codeOf(await remove(pair, (await rehearse(other)).rehearsal))).toBe('rehearsal_outdated');
    expect(await world.have('partners.get', pair.admin, { params: between(pair) })).toMatchObject({ state: 'active' });
    expect(codeOf(await remove(pair, (await rehearse(pair)).rehearsal))).toBe('done');
  });

  it('D43 A72 leaves no role, assignment or member behind, and nothing for the partner’s people to see', async () => {
    const pair = await givenPair(world);
    await delegated(world, pair);
    await givenHelpDesk(pair, pair.colleague);
    const answer = await remove(pair, (await rehearse(pair)).rehearsal);
    expect(answer).toMatchObject({ ok: true, value: { status: 200, value: { state: 'ended', certificate: null } } });
    for (const table of ['roles', 'assignments'])
      expect(await world.asAdmin(`select from ${table} where organization_id = $1 and partner_id = $2`, [pair.customer, pair.partner])).toEqual([]);
    expect(await world.asAdmin('select from assignment_members where organization_id = $1', [pair.customer])).toEqual([]);
    expect(codeOf(await world.ask('partner_customers.get', pair.technician, { params: between(pair) }))).toBe('not_found');
    expect(await world.have('customers.list', pair.technician)).toMatchObject({ items: [] });
    expect(await world.have('partners.list', pair.admin, { params: { customer: pair.customer } })).toMatchObject({
      items: [{ state: 'ended', roomCount: 0, allowedActions: [{ allowed: false, reason: 'delegation_ended' }] }],
    });
    expect(codeOf(await remove(pair, 'none'))).toBe('delegation_ended');
  });

  it('D09 A76 revives nothing when the partner is invited again', async () => {
    const pair = await givenPair(world);
    await delegated(world, pair);
    await givenHelpDesk(pair, pair.colleague);
    await remove(pair, (await rehearse(pair)).rehearsal);
    await delegated(world, pair, { primaryAdmins: [asUser(pair.technician)] });
    expect(codeOf(await world.ask('partner_customers.get', pair.colleague, { params: between(pair) }))).toBe('not_found');
    expect(
      (await world.have<{ items: Delegation[] }>('partners.list', pair.admin, { params: { customer: pair.customer } })).items.map(
        ({ state }) => state,
      ),
    ).toEqual(['active']);
  });

  it('D47 writes one entry in each ledger, and mails both sides', async () => {
    const pair = await givenPair(world);
    await delegated(world, pair);
    await remove(pair, (await rehearse(pair)).rehearsal);
    const entries = await world.asAdmin<{ organization_id: string; changes: unknown }>(
      `select organization_id, changes from audit_entries where action = 'delegation.ended' and customer_id = $1`,
      [pair.customer],
    );
    expect(entries.map(({ organization_id }) => organization_id).sort()).toEqual([pair.customer, pair.partner].sort());
    const mailed = await world.asAdmin<{ user_id: string }>(
      `select user_id from mails where template = 'delegation-ended' and organization_id = any($1)`,
      [[pair.customer, pair.partner]],
    );
    expect(mailed.map(({ user_id }) => user_id).sort()).toEqual([pair.admin, pair.manager, pair.technician].map(({ actor }) => actor.user).sort());
  });
});

describe('leaving a customer', () => {
  it('D42 A81 is for a Primary Admin of that customer: 403 to others of the partner who know it, 404 to the rest', async () => {
    const pair = await givenPair(world);
    const other = await givenPair(world);
    await delegated(world, pair);
    await delegated(world, other);
    await givenHelpDesk(pair, pair.colleague);
    const leave = (who: Pair['admin'], asked: object = { rehearsal: 'none' }) =>
      world.ask('partner_customers.leave', who, { params: between(pair), ...asked });
    expect([
      codeOf(await leave(pair.colleague)),
      codeOf(await leave(pair.manager)),
      codeOf(await leave(other.technician)),
      codeOf(await leave(pair.admin)),
    ]).toEqual(['forbidden', 'forbidden', 'not_found', 'not_found']);
    expect(codeOf(await leave(pair.technician, { query: { now: 'true' }, reason: 'enough' }))).toBe('rehearsal_required');
    const { rehearsal } = await world.have<Rehearsal>('partner_customers.leave', pair.technician, {
      params: between(pair),
      query: { rehearse: 'true' },
    });
    expect(codeOf(await leave(pair.technician, { rehearsal }))).toBe('done');
    expect(await world.have('partners.get', pair.admin, { params: between(pair) })).toMatchObject({ state: 'ended' });
  });
});
