import type { AbuseDefect } from './abuse-cases.ts';
import { decisionDefects } from './abuse-decision-defects.ts';
import { roleDefects } from './abuse-role-defects.ts';
import { secretDefects } from './abuse-secret-defects.ts';
import { tenantDefects } from './abuse-tenant-defects.ts';

export const abuseDefects: readonly AbuseDefect[] = [...tenantDefects, ...secretDefects, ...roleDefects, ...decisionDefects];
