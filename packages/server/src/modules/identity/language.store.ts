import type { Me, OrganizationId, UserId } from '@keyholder/contract';
import type { TenantTx } from '../../kernel/tenant.ts';

type Language = Me['language'];
const isLanguage = (text: string | undefined): text is Language => text === 'en' || text === 'fr' || text === 'ru';

export async function readLanguage(tx: TenantTx, organization: OrganizationId, user: UserId): Promise<Language> {
  const row = await tx.selectFrom('users').select('language').where('organization_id', '=', organization).where('id', '=', user).executeTakeFirst();
  return isLanguage(row?.language) ? row.language : 'en';
}

export async function saveLanguage(tx: TenantTx, organization: OrganizationId, user: UserId, language: Language): Promise<void> {
  await tx.updateTable('users').set({ language }).where('organization_id', '=', organization).where('id', '=', user).execute();
}
