import { exitCodes } from './exit-codes.ts';
import { Failure } from './failure.ts';

/** How many items a list shows at most. */
export function mostOf(text: string | undefined): number {
  if (text === undefined) return 50;
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new Failure(exitCodes.usage, `--limit takes a number from 1 to 999999, not \`${text}\``);
  return Number(text);
}
