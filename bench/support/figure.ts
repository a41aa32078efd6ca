/** One line of `npm run bench` (api.md, Commands): `value` is the median unless the name says otherwise. */
export type Figure = {
  name: string;
  value: number;
  unit: string;
  peer: string | null;
  peerValue: number | null;
  ratio: number | null;
  n: number;
} & Record<string, unknown>;

export const alone = { peer: null, peerValue: null, ratio: null } as const;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low, high] = [sorted[middle - 1] ?? sorted[middle] ?? Number.NaN, sorted[middle] ?? Number.NaN];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
}

export const rounded = (value: number, digits = 3): number => Number(value.toPrecision(digits));
