import type { Harness, Run } from './harness.ts';
import { type Engine, type Pair, openEngine } from './engine.ts';
import { compareOverHttp } from './over-http.ts';
import { answer, listedSets, questionsOf, spoken } from './model.ts';
import { cedarOf } from './cedar.ts';
import { engineMutants } from './engine-mutants.ts';
import { importPlanted } from './planting.ts';
import { type SmallWorld, allPermissions, smallWorld } from './small-worlds.ts';

/** Worlds are loaded so many at once. */
const atOnce = 10;

/** Every fourth delegation is ended once the world is loaded: for the model it never was. */
export function withEndings(world: SmallWorld): { world: SmallWorld; ended: Pair[] } {
  const isEnded = (n: number): boolean => n % 4 === 1;
  return {
    world: { ...world, delegations: world.delegations.filter((_, n) => !isEnded(n)) },
    ended: world.delegations.filter((_, n) => isEnded(n)).map(({ customer, partner }) => ({ customer, partner })),
  };
}

/** Engine against model, question by question, until `run.cases` were compared; and every list against the filter of all by decide. */
async function compareEngine(run: Run, engine: Engine, label: string, opinion: 'model' | 'model and Cedar'): Promise<void> {
  let byCedar = 0;
  const batch = Math.min(atOnce, Math.ceil(run.cases / 5000));
  let byModel = 0;
  const done = (): boolean => byModel >= run.cases || (opinion === 'model' && run.enough());
  for (let first = 0; !done(); first += batch) {
    const files = Array.from({ length: batch }, (_, n) => smallWorld(run.seed, first + n, `${label}${first + n}`));
    const worlds = files.map(withEndings);
    const loaded = await engine.load(
      files,
      worlds.flatMap(({ ended }) => ended),
    );
    for (const { world } of worlds) {
      if (done()) break;
      const listable = new Map<string, Set<string>>();
      const wrong: string[] = [];
      let compared = 0;
      const cedar = opinion === 'model' ? undefined : cedarOf(world);
      for (const question of questionsOf(world, allPermissions)) {
        const found = loaded.decide(question);
        const wanted = answer(world, question);
        compared += 1;
        if (found !== wanted) wrong.push(`${spoken(question)} is ${found} instead of ${wanted} (seed ${run.seed})`);
        if (cedar !== undefined && compared % 5 === 0) {
          byCedar += 1;
          const third = cedar(question);
          run.check(third === found, () => `${spoken(question)} is ${found}, and ${third} for Cedar (seed ${run.seed})`);
        }
        if (question.room !== undefined && wanted !== 'denied') {
          const key = `${question.user} ${question.permission}`;
          listable.set(key, (listable.get(key) ?? new Set()).add(question.room));
        }
      }
      run.count(compared, wrong);
      byModel += compared;
      for (const { id } of world.users) {
        for (const permission of ['rooms.view', 'tickets.view', 'rings.modify']) {
          const listed = (await loaded.list(id, permission)).toSorted().join(' ');
          const wanted = [...(listable.get(`${id} ${permission}`) ?? [])].toSorted().join(' ');
          run.check(listed === wanted, () => `the list of ${id} by ${permission} is \`${listed}\` instead of \`${wanted}\` (seed ${run.seed})`);
        }
        const listed = (await loaded.sets(id)).toSorted().join(', ');
        const wanted = listedSets(world, id).toSorted().join(', ');
        run.check(listed === wanted, () => `the groups and rings of ${id} are \`${listed}\` instead of \`${wanted}\` (seed ${run.seed})`);
      }
    }
  }
  if (opinion !== 'model') run.say(`${byModel} by the model, ${byCedar} of them by Cedar as well`);
}

export const differential: Harness = {
  full: 1_000_000,
  clean: async (run) => {
    const engine = await openEngine();
    try {
      await compareEngine(run, engine, 'w', 'model and Cedar');
    } finally {
      await engine.close();
    }
    await compareOverHttp(run, Math.ceil(run.cases / 50));
  },
  defects: engineMutants.map((mutant) => ({
    name: mutant.name,
    cases: 60_000,
    run: async (run) => {
      const { openEngine: openPlanted } = await importPlanted<{ openEngine: typeof openEngine }>(mutant, import.meta.resolve('./engine.ts'));
      const engine = await openPlanted();
      try {
        await compareEngine(run, engine, `${mutant.name}-`, 'model');
      } finally {
        await engine.close();
      }
    },
  })),
};
