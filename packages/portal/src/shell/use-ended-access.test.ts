import { expect, it, vi } from 'vitest';

// The shell's stores are made for a browser; this test needs only the comparison.
vi.mock('./banners.tsx', () => ({ raiseBanner: () => undefined }));
const { missingFrom } = await import('./use-ended-access.ts');

const customer = (id: string) => ({ id, name: id, domain: `${id}.example` });

it('D43 notices every customer that has left the reach, and none that has come', () => {
  expect(missingFrom([customer('a'), customer('b')], [customer('b'), customer('c')]).map(({ id }) => id)).toEqual(['a']);
  expect(missingFrom([], [customer('a')])).toEqual([]);
});
