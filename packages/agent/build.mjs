// Makes dist/agent.mjs: the whole agent in one file, for Node 20 or newer, as /agent/download hands it out.
// An argument names another place for the file.
import { build } from 'esbuild';

const folder = import.meta.dirname;
const outfile = process.argv[2] ?? `${folder}/dist/agent.mjs`;

await build({
  entryPoints: [`${folder}/src/main.ts`],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  legalComments: 'eof',
  // systeminformation is CommonJS and asks for Node's own modules with `require`
  banner: { js: "import { createRequire as makeRequire } from 'node:module';\nconst require = makeRequire(import.meta.url);" },
  logLevel: 'warning',
});
