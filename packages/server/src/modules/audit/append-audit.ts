import type { AuditTarget, OrganizationId } from '@keyholder/contract';
import type { Call } from '../../kernel/call.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { actorOf } from './actor-of.ts';
import { asJson } from '@keyholder/contract/ledger';
import { writeAct } from './write-act.ts';

/** What a use case says about the act it has just done. */
export type Audited = {
  /** noun.past-participle: of a route one that it declares */
  action: string;
  /** whose data it concerns; null for acts of an organization on itself as a partner, or of the platform */
  customer: OrganizationId | null;
  partner?: OrganizationId | undefined;
  target: { type: AuditTarget; id: string; name: string };
  /** `{ before, after }` of the changed fields only; no secret */
  changes?: unknown;
  /** `requested` for what waits for an approval (D36) */
  outcome?: 'done' | 'requested';
  /** one or two organizations; the same twice counts once */
  ledgers: readonly OrganizationId[];
};

/**
 * Writes the act into its ledgers, in the act's own transaction: all of them or the act does not happen (D47). Of two
 * ledgers each entry names its twin. The copy outside the customer's ledger holds ids and digests only, see `copyFor`.
 * A place in the chain is given by the sealer, within about a second.
 *
 * Nothing is written while a world is loaded: `recordWorldLoaded` does that once.
 */
export async function appendAudit(tx: TenantTx, call: Call, audited: Audited): Promise<void> {
  if (call.actor.kind === 'platform' && call.actor.loading === 'world') return;
  await writeAct(tx, audited.ledgers, {
    ...(await actorOf(tx, call)),
    action: audited.action,
    outcome: audited.outcome ?? 'done',
    customer: audited.customer,
    partner: audited.partner ?? null,
    target: audited.target,
    changes: asJson(audited.changes),
    code: null,
    count: null,
  });
}
