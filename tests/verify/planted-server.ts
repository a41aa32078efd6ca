import { fromText, importPlanted } from './planting.ts';

// The server's own program with a defect in it; started by a harness only.
const defect = fromText(process.env['KEYHOLDER_HARNESS_DEFECT']);
await importPlanted(defect, import.meta.resolve('../../packages/server/src/main.ts'));
