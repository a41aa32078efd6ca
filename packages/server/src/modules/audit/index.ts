export { appendAudit, type Audited } from './append-audit.ts';
export { auditRoutes } from './audit.routes.ts';
export { type Refused, recordRefusal } from './record-refusal.ts';
export { asJson, canonicalJson } from '@keyholder/contract/ledger';
export { recordExport } from './record-export.ts';
export { recordWorldLoaded } from './record-world-loaded.ts';
export { startSealer } from './start-sealer.ts';
