import { defineConfig } from 'vitest/config';

// The tool wants a default export.
export default defineConfig({
  test: {
    include: ['packages/**/src/**/*.test.{ts,tsx}', 'tests/**/*.test.ts', 'tools/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', 'tests/fixtures/**'],
    globalSetup: ['tests/support/postgres-setup.ts'],
    setupFiles: ['tests/support/property-seed.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // no test fails on a time, on whatever machine: this ends one that hangs, and none has a shorter limit of its own
    testTimeout: 300_000,
    hookTimeout: 300_000,
    teardownTimeout: 300_000,
    allowOnly: false,
  },
});
