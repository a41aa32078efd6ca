import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { entryBudget } from './entry-budget.ts';

/** Where `npm run dev` finds the API; the built portal is served by the server itself. */
const server = process.env['KEYHOLDER_URL'] ?? 'http://127.0.0.1:8080';
const api = { target: server, changeOrigin: false };

export default defineConfig({
  base: '/',
  plugins: [react(), entryBudget],
  build: {
    outDir: 'dist',
    target: 'es2023',
    // The CSP has no 'unsafe-inline': nothing may be inlined into the document or loaded from data: as a script.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: true,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 20 },
            { name: 'tanstack', test: /node_modules[\\/]@tanstack[\\/](?!react-virtual|virtual-core)/, priority: 15 },
            { name: 'i18n', test: /node_modules[\\/](i18next|react-i18next)[\\/]/, priority: 15 },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': api, '/oidc': api, '/auth': api, '/demo/api': api, '/agent': api } },
});
