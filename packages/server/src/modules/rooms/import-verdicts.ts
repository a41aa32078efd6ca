import type { RoomImport } from '@keyholder/contract';
import type { CellFault } from './import.rules.ts';

type Verdict = RoomImport['verdicts'][number];
const mostVerdicts = 1000;

/** Counts what becomes of the lines and keeps the first 1,000 verdicts of either kind: memory does not grow with the file. */
export class ImportVerdicts {
  lines = 0;
  failures = 0;
  readonly #errors: Verdict[] = [];
  readonly #creates: Verdict[] = [];

  create(line: number): void {
    this.lines += 1;
    if (this.#creates.length < mostVerdicts) this.#creates.push({ line, verdict: 'create', errors: [] });
  }

  error(line: number, faults: readonly CellFault[]): void {
    this.lines += 1;
    this.failures += 1;
    if (this.#errors.length < mostVerdicts) this.#errors.push({ line, verdict: 'error', errors: faults.map((fault) => ({ ...fault })) });
  }

  /** The errors first, then the rest in order. */
  list(): Verdict[] {
    return [...this.#errors, ...this.#creates].slice(0, mostVerdicts);
  }
}
