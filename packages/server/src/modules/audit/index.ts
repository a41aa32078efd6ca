export { appendAudit, type Audited } from './append-audit.ts';
export { recordWorldLoaded } from './record-world-loaded.ts';
