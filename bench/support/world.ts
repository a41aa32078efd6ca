import { type KeptWorld, keptWorld } from '../../tools/world/kept-world.ts';
import { large } from '../../tools/world/shape.ts';

export type BenchWorld = Pick<KeptWorld, 'appUrl' | 'adminUrl' | 'dataDir' | 'stop'>;

/** The world of the benchmarks: large, with the technician of the old one. Generated on the first run, then kept. */
export const openBenchWorld = (): Promise<BenchWorld> => {
  const given = process.env['KEYHOLDER_BENCH_WORLD'];
  return keptWorld(
    { ...large, old: true },
    { log: (line) => void process.stderr.write(`${line}\n`), ...(given === undefined ? {} : { dataDir: given }) },
  );
};
