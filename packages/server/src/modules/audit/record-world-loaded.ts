import type { OrganizationId } from '@keyholder/contract';
import type { Call } from '../../kernel/call.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { actorOf } from './actor-of.ts';
import { digestOfText } from './entry.rules.ts';
import { writeAct } from './write-act.ts';

/** The one entry that a loaded world leaves in the ledger of each of its organizations, with a digest of the file's text. */
export async function recordWorldLoaded(
  tx: TenantTx,
  call: Call,
  organizations: readonly { id: OrganizationId; name: string }[],
  source: string,
): Promise<void> {
  const by = await actorOf(tx, call);
  const changes = { source: digestOfText(source) };
  for (const { id, name } of organizations) {
    await writeAct(tx, [id], {
      ...by,
      action: 'world.loaded',
      outcome: 'done',
      customer: id,
      partner: null,
      target: { type: 'organization', id, name },
      changes,
      code: null,
      count: null,
    });
  }
}
