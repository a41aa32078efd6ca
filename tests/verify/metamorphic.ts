import { type Loaded, openEngine } from './engine.ts';
import type { Harness, Run } from './harness.ts';
import { type Question, type Word, questionsOf, spoken } from './model.ts';
import { type Planted, importPlanted } from './planting.ts';
import { type Assignment, type SmallWorld, allPermissions, smallWorld, together } from './small-worlds.ts';

/** A change of a world, and what it may do to the decisions about what was there before. */
type Relation = {
  name: string;
  change: (world: SmallWorld, number: number, seed: number) => SmallWorld;
  holds: (before: Word, after: Word) => boolean;
};

const same = (before: Word, after: Word): boolean => before === after;
const rank = { denied: 0, needs_approval: 1, allowed: 2 } as const;
const notMore = (before: Word, after: Word): boolean => rank[after] <= rank[before];

/** Every alias, domain and address of a world called otherwise. */
const renamed = (world: SmallWorld, from: string, to: string): SmallWorld => JSON.parse(JSON.stringify(world).replaceAll(from, to));
const eachAssignment = (world: SmallWorld, change: <A extends Assignment>(assignment: A) => A[]): SmallWorld => ({
  ...world,
  customerAssignments: world.customerAssignments.flatMap((one) => change(one)),
  delegations: world.delegations.map((delegation) => ({ ...delegation, assignments: delegation.assignments.flatMap((one) => change(one)) })),
});
const split = <A extends Assignment>(assignment: A): A[] =>
  assignment.members.flatMap((member) => assignment.scope.map((atom) => ({ ...assignment, members: [member], scope: [atom] })));
const withoutFirst = <T>(list: readonly T[]): T[] => (list.length > 1 ? list.slice(1) : [...list]);

const relations: readonly Relation[] = [
  { name: 'renaming', change: (world) => world, holds: same },
  {
    name: 'an unrelated customer',
    change: (world, number, seed) => {
      const stranger = smallWorld(seed, number + 500_000, `s${number}z`);
      const [customer] = stranger.organizations;
      const partner = world.organizations.find(({ partnerEligible }) => partnerEligible)?.id;
      const first = world.users.find(({ organization }) => organization === partner)?.id;
      if (customer === undefined || partner === undefined || first === undefined) return together([world, stranger]);
      const further = { customer: customer.id, partner, scope: [{ type: 'all' as const }], primaryAdmins: [{ type: 'user' as const, id: first }] };
      const joined = together([world, stranger]);
      return { ...joined, delegations: [...joined.delegations, { ...further, changeControl: {}, roles: [], assignments: [] }] };
    },
    holds: same,
  },
  { name: 'splitting assignments', change: (world) => eachAssignment(world, split), holds: same },
  {
    name: 're-ordering',
    change: (world) => ({
      ...eachAssignment(world, (one) => [{ ...one, members: one.members.toReversed(), scope: one.scope.toReversed() }]),
      organizations: world.organizations.toReversed(),
      users: world.users.toReversed(),
      groups: world.groups.toReversed().map((group) => ({ ...group, members: group.members.toReversed() })),
      rooms: world.rooms.toReversed().map((room) => ({ ...room, groups: room.groups.toReversed() })),
      customerRoles: world.customerRoles.toReversed().map((role) => ({ ...role, permissions: role.permissions.toReversed() })),
      customerAssignments: world.customerAssignments.toReversed(),
      delegations: world.delegations.toReversed().map((one) => ({
        ...one,
        scope: one.scope.toReversed(),
        primaryAdmins: one.primaryAdmins.toReversed(),
        assignments: one.assignments.toReversed(),
      })),
    }),
    holds: same,
  },
  {
    name: 'narrowing',
    change: (world, number) => {
      const narrower = eachAssignment(world, (one) => [
        { ...one, members: number % 2 === 0 ? withoutFirst(one.members) : one.members, scope: withoutFirst(one.scope) },
      ]);
      return { ...narrower, delegations: narrower.delegations.map((one) => ({ ...one, scope: withoutFirst(one.scope) })) };
    },
    holds: notMore,
  },
];

/** What both loads of a world say to the same question. */
function compare(run: Run, relation: Relation, world: SmallWorld, before: Loaded, after: Loaded, called: (question: Question) => Question): void {
  const wrong: string[] = [];
  let compared = 0;
  for (const question of questionsOf(world, allPermissions)) {
    const [first, second] = [before.decide(question), after.decide(called(question))];
    compared += 1;
    if (!relation.holds(first, second)) wrong.push(`${relation.name}: ${spoken(question)} was ${first}, is ${second} (seed ${run.seed})`);
  }
  run.count(compared, wrong);
}

async function compareAll(run: Run, open: typeof openEngine): Promise<void> {
  const engine = await open();
  try {
    for (let number = 0; !run.enough(); number += 1) {
      const label = `m${number}z`;
      const world = smallWorld(run.seed, number, label);
      const before = await engine.load([world]);
      for (const [n, relation] of relations.entries()) {
        const other = `r${n}-${label}`;
        const after = await engine.load([renamed(relation.change(world, number, run.seed), label, other)]);
        compare(run, relation, world, before, after, (question) => JSON.parse(JSON.stringify(question).replaceAll(label, other)));
      }
    }
  } finally {
    await engine.close();
  }
}

export const metamorphicMutants: readonly Planted[] = [
  {
    name: 'one-assignment-only',
    edits: [
      {
        file: 'authorization/standing-index.ts',
        find: '(named & givenBy(block, permission) & coveringOf(block, room)) !== 0',
        instead: '(named & -named & givenBy(block, permission) & coveringOf(block, room)) !== 0',
      },
    ],
  },
  {
    name: 'single-atom-counts-as-all',
    edits: [
      {
        file: 'authorization/facts.store.ts',
        find: 'atoms: new Set(row.atoms ?? [])',
        instead: "atoms: new Set(row.atoms?.length === 1 ? ['all'] : (row.atoms ?? []))",
      },
    ],
  },
];

export const metamorphic: Harness = {
  full: 500_000,
  clean: (run) => compareAll(run, openEngine),
  defects: metamorphicMutants.map((defect) => ({
    name: defect.name,
    cases: 60_000,
    run: async (run) =>
      compareAll(run, (await importPlanted<{ openEngine: typeof openEngine }>(defect, import.meta.resolve('./engine.ts'))).openEngine),
  })),
};
