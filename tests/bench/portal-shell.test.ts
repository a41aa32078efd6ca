import { expect, it } from 'vitest';
import { portalShell } from '../../bench/portal-shell.ts';

it('the shell of the portal stays within its budget of 200,000 bytes before the chunk of a page', async () => {
  for await (const { value, budget, n } of portalShell()) {
    expect(budget).toBe(200_000);
    expect(n).toBeGreaterThan(0);
    expect(value).toBeGreaterThan(100_000);
    expect(value).toBeLessThanOrEqual(200_000);
  }
  expect.hasAssertions();
});
