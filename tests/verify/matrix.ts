import type { Access, Route } from '../../packages/server/src/platform/http/route.ts';
import { leave } from '../routes/acts.fixture.ts';
import { checkMatrix } from '../routes/check-matrix.fixture.ts';
import { isOpen, principals } from '../routes/expected.fixture.ts';
import { type Stage, openStage, pathOf, whoseObjects } from '../routes/routes.fixture.ts';
import type { Harness, Run } from './harness.ts';

async function onStage(work: (stage: Stage) => Promise<void>, planted?: (routes: Route[]) => Route[]): Promise<void> {
  const stage = await openStage(planted);
  try {
    await work(stage);
  } finally {
    await stage.close();
  }
}

const ofCustomer = ({ operation }: Route): boolean => operation.path.startsWith('/customers/{customer}') && !isOpen(operation.id);

/** Once the delegation has ended, nothing of the customer is there for anybody of the partner, by whatever route (D43). */
async function checkAfterEnding(run: Run, stage: Stage): Promise<void> {
  const ended = await leave(stage, 'alpha.msa', `/customers/${stage.id('alpha')}/partners/${stage.id('gamma')}`);
  if (ended.status !== 200) throw new Error(`removing the partner was answered ${ended.status} ${ended.text}`);
  for (const route of part(stage.routes.filter(ofCustomer), run)) {
    for (const who of principals.filter((one) => one.startsWith('gamma.'))) {
      for (const whose of whoseObjects) {
        const seen = await stage.send(stage.token(who), route.operation.method, `${pathOf(route, stage.objects, whose)}?this-is-no-parameter=1`);
        run.check(
          seen.status === 404 && seen.code === 'not_found',
          () => `after the end, ${route.operation.id} by ${who} on ${whose}: ${seen.status} ${seen.code}`,
        );
      }
    }
  }
}

/** In a short form some of the routes only, which the seed chooses. */
function part(routes: readonly Route[], { share, seed }: Run): readonly Route[] {
  if (share === 1) return routes;
  const from = seed % routes.length;
  return [...routes.slice(from), ...routes.slice(0, from)].slice(0, Math.max(3, Math.ceil(routes.length * share)));
}

const own: Access<Record<string, string>, unknown> = { kind: 'own', why: 'planted' };
const isGuarded = ({ access }: Route): boolean => access.kind === 'organization' || access.kind === 'object';

export const matrix: Harness = {
  full: 5_000,
  clean: (run) =>
    onStage(async (stage) => {
      const { cells, wrong } = await checkMatrix(stage, part(stage.routes, run));
      run.count(cells, wrong);
      await checkAfterEnding(run, stage);
    }),
  defects: [
    {
      // each guard at once, and each by itself has to be missed: a route whose guard nobody would miss is met by no cell
      name: 'guard-removed',
      cases: 1,
      run: (run) =>
        onStage(
          async (stage) => {
            const guarded = part(
              stage.routes.filter((route) => route.access === own),
              run,
            );
            const noticed = new Set<string>();
            for (const route of guarded) if ((await checkMatrix(stage, [route])).wrong.length > 0) noticed.add(route.operation.id);
            const missed = guarded.map(({ operation }) => operation.id).filter((id) => !noticed.has(id));
            if (missed.length > 0) throw new Error(`nobody misses the guard of ${missed.join(', ')}`);
            for (const { operation } of guarded)
              run.check(false, () => `the guard of each of ${guarded.length} routes is missed, first that of ${operation.id}`);
          },
          (routes) => routes.map((route) => (isGuarded(route) ? { ...route, access: own } : route)),
        ),
    },
    {
      name: 'lookup-by-id-only',
      cases: 1,
      run: (run) =>
        onStage(
          async (stage) => {
            const { cells, wrong } = await checkMatrix(
              stage,
              stage.routes.filter(({ operation }) => operation.id === 'rooms.get'),
            );
            run.count(cells, wrong);
          },
          (routes) =>
            routes.map((route) =>
              route.operation.id === 'rooms.get' && route.access.kind === 'object'
                ? { ...route, access: { ...route.access, object: async () => ({ object: undefined }) } }
                : route,
            ),
        ),
    },
  ],
};
