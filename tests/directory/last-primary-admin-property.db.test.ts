import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Stage, actsOf, codeOf, openStage, organizationOf, personOf, user } from './stage.fixture.ts';

const people = ['lit.p1', 'lit.p2', 'lit.p3', 'lit.p4'];
const groups = ['lit.g1', 'lit.g2', 'lit.g3', 'lit.g4'];
const customers = ['one', 'two'];
const anybody = [...people, ...groups];

const world = {
  organizations: [organizationOf('one'), organizationOf('two'), organizationOf('lit', { partnerEligible: true })],
  users: [personOf('lit', 'ga', ['global-admin']), ...people.map((alias) => personOf('lit', alias.slice(4)))],
  groups: groups.map((id) => ({ id, organization: 'lit', name: id, members: [] })),
  delegations: customers.map((customer) => ({ customer, partner: 'lit', scope: [{ type: 'all' }], primaryAdmins: [user('lit.p1')] })),
};

/** What is true, in plain sets: written from D21 and from nothing of the server. */
type Model = { active: Set<string>; members: Map<string, Set<string>>; admins: Map<string, Set<string>>; flagged: Set<string> };

function behind({ members, active }: Model, start: Iterable<string>): string[] {
  const seen = new Set<string>();
  const open = [...start];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (seen.has(one)) continue;
    seen.add(one);
    open.push(...(members.get(one) ?? []));
  }
  return people.filter((one) => seen.has(one) && active.has(one));
}
const inEffect = (model: Model, customer: string): string[] => behind(model, model.admins.get(customer) ?? []);
const copied = (model: Model): Model => ({
  active: new Set(model.active),
  members: new Map([...model.members].map(([one, inside]) => [one, new Set(inside)])),
  admins: new Map([...model.admins].map(([one, inside]) => [one, new Set(inside)])),
  flagged: new Set(model.flagged),
});

type Act =
  | { kind: 'add' | 'remove'; group: string; member: string }
  | { kind: 'set'; group: string; members: string[] }
  | { kind: 'admins'; customer: string; members: string[] }
  | { kind: 'turn'; person: string; active: boolean };

const some = fc.uniqueArray(fc.constantFrom(...anybody), { minLength: 1, maxLength: 3 });
// what takes somebody away is what may be refused: the first Primary Admin, and whatever he stands behind
const anyAct: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ kind: fc.constantFrom('add' as const, 'remove' as const), group: fc.constantFrom(...groups), member: fc.constantFrom(...anybody) }),
  fc.record({ kind: fc.constant('set' as const), group: fc.constantFrom(...groups), members: some }),
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('admins' as const), customer: fc.constantFrom(...customers), members: some }) },
  fc.record({ kind: fc.constant('turn' as const), person: fc.constantFrom(...people), active: fc.boolean() }),
);

/** What the act makes of the model, were it allowed. */
function after(model: Model, act: Act): Model {
  const next = copied(model);
  if (act.kind === 'add') next.members.get(act.group)?.add(act.member);
  if (act.kind === 'remove') next.members.get(act.group)?.delete(act.member);
  if (act.kind === 'set') next.members.set(act.group, new Set(act.members));
  if (act.kind === 'admins') next.admins.set(act.customer, new Set(act.members));
  if (act.kind === 'turn') next.active[act.active ? 'add' : 'delete'](act.person);
  for (const customer of customers) next.flagged[inEffect(next, customer).length === 0 ? 'add' : 'delete'](customer);
  return next;
}

let stage: Stage;
let acts: ReturnType<typeof actsOf>;
beforeAll(async () => {
  stage = await openStage(world);
  acts = actsOf(stage);
});
afterAll(() => stage?.close());

/** The code of what the server answers; nothing where there is nobody who could ask. */
async function ask(model: Model, act: Act): Promise<string | undefined> {
  if (act.kind === 'admins') {
    const [asker] = inEffect(model, act.customer);
    return asker === undefined ? undefined : codeOf(await acts.setPrimaryAdmins(asker, act.customer, 'lit', ...act.members));
  }
  if (act.kind === 'set') return codeOf(await acts.setMembers('lit.ga', act.group, ...act.members));
  if (act.kind === 'turn') return codeOf(await acts.setActive('lit.ga', act.person, act.active));
  return codeOf(await (act.kind === 'add' ? acts.add : acts.remove)('lit.ga', act.group, act.member));
}

/** Past the server, which learns of it by the epochs. */
async function reset(): Promise<Model> {
  const lit = stage.id('lit');
  await stage.asAdmin('delete from group_members where organization_id = $1', [lit]);
  await stage.asAdmin('update users set active = true');
  await stage.asAdmin('update delegations set unattended = false');
  await stage.asAdmin('delete from assignment_members');
  await stage.asAdmin(`insert into assignment_members select organization_id, id, 'user', $1 from assignments where built_in`, [stage.id('lit.p1')]);
  await stage.asAdmin('update epochs set epoch = epoch + 1');
  return {
    active: new Set(people),
    members: new Map(groups.map((one) => [one, new Set<string>()])),
    admins: new Map(customers.map((one) => [one, new Set(['lit.p1'])])),
    flagged: new Set(),
  };
}

describe('whatever happens, one act after the other', () => {
  it('D21 an act of a person takes the last Primary Admin in effect from no delegation, and is refused for no other reason', async () => {
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(fc.array(anyAct, { minLength: 4, maxLength: 14 }), async (sequence) => {
        let model = await reset();
        for (const act of sequence) {
          const next = after(model, act);
          const code = await ask(model, act);
          if (code === undefined) continue;
          seen.set(code, (seen.get(code) ?? 0) + 1);
          const lost = customers.some((customer) => inEffect(model, customer).length > 0 && inEffect(next, customer).length === 0);
          if (!['done', 'last_primary_admin'].includes(code)) {
            // a cycle, or a member that is not there: nothing was done
            expect(['group_cycle', 'not_found']).toContain(code);
            continue;
          }
          expect({ act, code }).toEqual({ act, code: lost && act.kind !== 'turn' ? 'last_primary_admin' : 'done' });
          if (code === 'done') model = next;
          for (const customer of customers)
            expect({ act, customer, unattended: await acts.unattended(customer, 'lit') }).toEqual({
              act,
              customer,
              unattended: model.flagged.has(customer),
            });
        }
      }),
      { numRuns: 40 },
    );
    expect({ done: (seen.get('done') ?? 0) > 100, refused: (seen.get('last_primary_admin') ?? 0) > 10 }).toEqual({ done: true, refused: true });
  });
});
