import type { TenantTx } from '../../kernel/tenant.ts';

export type Terms = { version: string; en: string; fr: string; ru: string };

export async function insertTerms(tx: TenantTx, { version, en, fr, ru }: Terms): Promise<void> {
  await tx
    .insertInto('terms')
    .values({ version, text_en: en, text_fr: fr, text_ru: ru })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The newest version: its name sorts by its date. */
export async function readNewestTerms(tx: TenantTx): Promise<Terms | undefined> {
  const row = await tx.selectFrom('terms').selectAll().orderBy('version', 'desc').limit(1).executeTakeFirst();
  return row && { version: row.version, en: row.text_en, fr: row.text_fr, ru: row.text_ru };
}
