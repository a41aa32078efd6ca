import { defineConfig } from 'vitest/config';
import base from '../../vitest.config.ts';
import { fromText, spoil } from './planting.ts';

const planted = fromText(process.env['KEYHOLDER_HARNESS_DEFECT']);

// The tests as they are, over sources with one defect in them; only `npm run verify -- abuse` uses this. The tool wants a default export.
export default defineConfig({
  ...base,
  // what was read with another defect in it, or none, is not this
  test: { ...base.test, fsModuleCache: false },
  plugins: [
    {
      name: 'planted-defect',
      enforce: 'pre',
      transform: (source, id) => spoil(source, id.split('?')[0] ?? id, planted),
    },
  ],
});
