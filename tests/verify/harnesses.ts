import type { Harness } from './harness.ts';

/** By the names that they are run by; each is loaded when it is asked for. */
export const harnesses: Readonly<Record<string, () => Promise<Harness>>> = {
  abuse: async () => (await import('./abuse.ts')).abuse,
  differential: async () => (await import('./differential.ts')).differential,
  metamorphic: async () => (await import('./metamorphic.ts')).metamorphic,
  revocation: async () => (await import('./revocation.ts')).revocation,
  races: async () => (await import('./races.ts')).racesHarness,
  matrix: async () => (await import('./matrix.ts')).matrix,
  rls: async () => (await import('./rls.ts')).rls,
  tenancy: async () => (await import('./tenancy.ts')).tenancy,
};
