import type { ErrorCode, OrganizationId } from '@keyholder/contract';
import type { Call } from '../../kernel/call.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { Db } from '../../platform/postgres/in-tenant.ts';
import { actorOf } from './actor-of.ts';
import { closeFold } from './close-folds.ts';
import { type Act, digestOfText } from './entry.rules.ts';
import { type FoldRef, countRefusal, lockFold, openFold } from './folds.store.ts';
import { withoutLocks } from '../../platform/postgres/without-locks.ts';
import { writeAct } from './write-act.ts';

export type Refused = {
  /** the action that was asked for */
  action: string;
  code: ErrorCode;
  customer: OrganizationId | null;
  partner?: OrganizationId | undefined;
  target: { type: string; id: string };
  /** one side or both; the caller's own is written in any case */
  ledgers: readonly OrganizationId[];
};

/**
 * Writes a refusal into its ledgers, in a transaction of its own (security.md, section 3). What is refused with
 * `not_found` stands in the caller's own ledger only, with a digest of the target's id: else strangers could write into
 * a foreign ledger, and existing and absent would differ.
 *
 * The first is written at once. Repeats of it (actor, action, target, code) within a minute of the database's clock only
 * count, and are closed by one further entry with their number: by the next refusal after that minute, or by the sealer.
 */
export async function recordRefusal(db: Db, call: Call, refused: Refused): Promise<void> {
  if (call.actor.kind === 'platform') return; // no ledger of its own, and nobody who could be held to account
  const own = call.actor.organization;
  const hidden = refused.code === 'not_found';
  const ledgers = hidden ? [own] : [...new Set([own, ...refused.ledgers])].sort();
  const concerns = (id: OrganizationId | null | undefined): OrganizationId | null => (id === undefined || (hidden && id !== own) ? null : id);
  const { type, id } = refused.target;
  await withoutLocks(db, ledgers, async (tx) => {
    const act: Act = {
      ...(await actorOf(tx, call)),
      action: refused.action,
      outcome: 'refused',
      customer: concerns(refused.customer),
      partner: concerns(refused.partner),
      target: { type, id: hidden ? digestOfText(id) : id, name: '' },
      changes: null,
      code: refused.code,
      count: null,
    };
    const key = digestOfText(JSON.stringify([act.actor.id, act.action, type, id, act.code, ledgers]));
    await fold(tx, { ledger: own, key }, ledgers, act);
  });
}

async function fold(tx: TenantTx, ref: FoldRef, ledgers: readonly OrganizationId[], act: Act): Promise<void> {
  // Ends: a round that neither opens nor finds the fold has met one that was just closed, and the next can open it.
  for (;;) {
    if (await openFold(tx, ref, { ledgers, act })) return writeAct(tx, ledgers, act);
    const open = await lockFold(tx, ref);
    if (open?.young === true) return countRefusal(tx, ref);
    if (open !== undefined) await closeFold(tx, ref, open);
  }
}
