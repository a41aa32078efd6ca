// The form of exported ledgers, for whoever writes them and whoever checks them with nothing else at hand.
export { type Json, asJson, canonicalJson } from './canonical-json.ts';
export { chainHash, genesisOf } from './chain.ts';
export { type ExportKind, type Verified, verifyExport } from './verify-export.ts';
