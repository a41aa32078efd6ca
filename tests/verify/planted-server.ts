import { importPlanted } from './planting.ts';

// The server's own program with a defect in it; started by a harness only.
const defect: unknown = JSON.parse(process.env['KEYHOLDER_HARNESS_DEFECT'] ?? 'null');
if (!isPlanted(defect)) throw new Error('no defect was named');
await importPlanted(defect, import.meta.resolve('../../packages/server/src/main.ts'));

function isPlanted(value: unknown): value is Parameters<typeof importPlanted>[0] {
  return typeof value === 'object' && value !== null && 'name' in value && 'edits' in value;
}
