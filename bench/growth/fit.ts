/** What was measured at one size; both above zero. */
export type Point = { size: number; value: number };

/**
 * The exponent of growth: how steep the straight line is that lies nearest to the points on logarithmic scales (least squares).
 * 0 where size does not matter, 1 where twice the size takes twice the time.
 *
 * @throws where there are fewer than three points, where all have one size, or where one is not above zero
 */
export function exponentOf(points: readonly Point[]): number {
  if (points.length < 3) throw new Error('growth is fitted through three sizes at least');
  if (points.some(({ size, value }) => !(size > 0 && value > 0))) throw new Error('sizes and values have logarithms only above zero');
  const logs = points.map(({ size, value }) => ({ x: Math.log(size), y: Math.log(value) }));
  const mean = (of: (log: { x: number; y: number }) => number): number => logs.reduce((sum, log) => sum + of(log), 0) / logs.length;
  const [middleX, middleY] = [mean(({ x }) => x), mean(({ y }) => y)];
  const spread = mean(({ x }) => (x - middleX) ** 2);
  if (spread === 0) throw new Error('growth is fitted through different sizes');
  return mean(({ x, y }) => (x - middleX) * (y - middleY)) / spread;
}
