import { configureGlobal } from 'fast-check';

/**
 * Properties are tried on the same examples in every run, so that a test that fails tells of the change under it and not of the
 * dice. `KEYHOLDER_SEED` throws them anew; the harnesses (`npm run verify`) do so with every run and print their seed.
 */
const seed = Number(process.env['KEYHOLDER_SEED'] ?? 1);
if (!Number.isInteger(seed)) throw new Error('KEYHOLDER_SEED is a whole number');
configureGlobal({ seed });
