import type { OrganizationId, UserId } from '@keyholder/contract';
import type { TenantTx } from '../../kernel/tenant.ts';

type NewMail = { organization: OrganizationId; user: UserId; id: string; template: string; facts: unknown };

export async function insertMail(tx: TenantTx, { organization, user, id, template, facts }: NewMail): Promise<void> {
  await tx.insertInto('mails').values({ organization_id: organization, id, user_id: user, template, facts: JSON.stringify(facts) }).execute();
}
