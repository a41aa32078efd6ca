/** How often one harness has looked, and what it found. */
export type Run = {
  readonly seed: number;
  /** how many cases are wanted; a harness never does fewer */
  readonly cases: number;
  /** of the full run: 1 or a part of it */
  readonly share: number;
  /** counts one case; `sentence` says what is wrong with it */
  check: (holds: boolean, sentence: () => string) => void;
  /** counts cases that were compared somewhere else, all of them right but for these */
  count: (cases: number, wrong: readonly string[]) => void;
  /** whether more cases would tell nothing new: all are done, or a planted defect has been noticed */
  enough: () => boolean;
  /** a line for whoever reads the run */
  say: (line: string) => void;
  passed: number;
  failed: number;
  /** of the first failures only: a defect may fail a million times */
  readonly sentences: string[];
};

/** A fault that only the harness can switch on: the harness counts once it has noticed each of them (reliability.md). */
export type Defect = {
  name: string;
  /** cases that are enough to notice it */
  cases: number;
  run: (run: Run) => Promise<void>;
};

export type Harness = {
  /** cases of the full run (reliability.md) */
  full: number;
  clean: (run: Run) => Promise<void>;
  defects: readonly Defect[];
  /** what was opened for all phases */
  close?: () => Promise<void>;
};

const mostSentences = 25;
/** Shorter runs than of so many cases are over before anybody asks. */
const fewestTold = 5000;

function newRun(
  { seed, cases, share }: Pick<Run, 'seed' | 'cases' | 'share'>,
  say: (line: string) => void,
  until: 'all cases' | 'a failure' = 'all cases',
): Run {
  const begun = performance.now();
  let told = 0;
  /** A long run says how far it has come, at every twentieth part. */
  const tell = (): void => {
    const parts = Math.floor(((run.passed + run.failed) / cases) * 20);
    if (parts <= told) return;
    told = parts;
    if (cases >= fewestTold) say(`${run.passed} passed, ${run.failed} failed after ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  };
  const run: Run = {
    seed,
    cases,
    share,
    say,
    passed: 0,
    failed: 0,
    sentences: [],
    enough: () => run.passed + run.failed >= cases || (until === 'a failure' && run.failed > 0),
    check: (holds, sentence) => {
      if (holds) run.passed += 1;
      else {
        run.failed += 1;
        if (run.sentences.length < mostSentences) run.sentences.push(sentence());
      }
      tell();
    },
    count: (compared, wrong) => {
      run.passed += compared - wrong.length;
      run.failed += wrong.length;
      run.sentences.push(...wrong.slice(0, mostSentences - run.sentences.length));
      tell();
    },
  };
  return run;
}

/**
 * Runs a harness without any defect, then with each of its planted ones, which it has to notice: by a wrong answer, not by
 * falling over (security.md, section 5). Every defect counts as one case more. A short form, less than a tenth of the full run,
 * plants one of them, which the seed chooses.
 *
 * @param only of the defects, the ones called so; all of them when not said
 */
export async function verify(
  { full, clean, defects }: Harness,
  { seed, cases, only, say }: { seed: number; cases: number; only?: string | undefined; say: (line: string) => void },
): Promise<{ passed: number; failed: number }> {
  const share = Math.min(1, cases / full);
  const run = newRun({ seed, cases, share }, say);
  if (only === undefined) {
    await clean(run);
    for (const sentence of run.sentences) say(`WRONG ${sentence}`);
    if (run.failed > run.sentences.length) say(`and ${run.failed - run.sentences.length} more`);
    if (run.passed + run.failed < cases) {
      say(`WRONG only ${run.passed + run.failed} of ${cases} cases were run`);
      run.failed += 1;
    }
  }
  const planted = only === undefined ? chosen(defects, share, seed) : defects.filter(({ name }) => name === only);
  if (planted.length === 0) throw new Error(`there is no defect \`${only}\`; there are ${defects.map(({ name }) => name).join(', ')}`);
  for (const defect of planted) {
    const noticed = newRun({ seed, cases: defect.cases, share }, () => undefined, 'a failure');
    const broken = await defect.run(noticed).then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    if (broken !== undefined) say(`WRONG defect ${defect.name} made the harness fall over: ${broken}`);
    const isCaught = noticed.failed > 0 && broken === undefined;
    say(
      isCaught ? `defect ${defect.name} caught: ${noticed.sentences[0]}` : `WRONG defect ${defect.name} not caught in ${noticed.passed} right cases`,
    );
    run.check(isCaught, () => defect.name);
  }
  return { passed: run.passed, failed: run.failed };
}

function chosen(defects: readonly Defect[], share: number, seed: number): readonly Defect[] {
  if (share >= 0.1) return defects;
  const from = seed % defects.length;
  return [...defects.slice(from), ...defects.slice(0, from)].slice(0, 1);
}
