import type { Command } from '../command.ts';
import { auditExport } from './audit-export.ts';
import { customers } from './customers.ts';
import { explain } from './explain.ts';
import { incidents } from './incidents.ts';
import { login } from './login.ts';
import { rooms } from './rooms.ts';
import { verifyAudit } from './verify-audit.ts';

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [login, customers, rooms, incidents, explain, auditExport, verifyAudit];
