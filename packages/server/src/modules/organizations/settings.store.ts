import type { OrganizationId } from '@keyholder/contract';
import { sql } from 'kysely';
import type { TenantTx } from '../../kernel/tenant.ts';

/** The Pro management settings of a customer. */
export type CustomerSettings = {
  /** until a change request that nobody decided expires (D39) */
  changeRequestDays: number;
  /** from the issue of an enrolment key to its expiry (D54) */
  enrolmentKeyDays: number;
  /** null: after three heartbeats */
  silentAfterMinutes: number | null;
};
export type SettingsRow = CustomerSettings & { customer: OrganizationId; customerName: string; version: number };

const usual = { changeRequestDays: 7, enrolmentKeyDays: 7 };

/** As they are now; of a customer who never changed them, as they are for everybody. */
export async function readSettings(tx: TenantTx, customer: OrganizationId): Promise<SettingsRow> {
  const { rows } = await sql<SettingsRow>`
    select o.id as customer, o.name as "customerName", coalesce(s.change_request_days, ${usual.changeRequestDays}) as "changeRequestDays",
      coalesce(s.enrolment_key_days, ${usual.enrolmentKeyDays}) as "enrolmentKeyDays", s.silent_after_minutes as "silentAfterMinutes",
      coalesce(s.version, 1) as version
    from organizations o left join customer_settings s on s.organization_id = o.id where o.id = ${customer}`.execute(tx);
  const [found] = rows;
  if (found === undefined) throw new Error(`there is no organization \`${customer}\``);
  return found;
}

/** The same, held to the end of the transaction. */
export async function lockSettings(tx: TenantTx, customer: OrganizationId): Promise<SettingsRow> {
  await tx
    .insertInto('customer_settings')
    .values({ organization_id: customer })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await tx.selectFrom('customer_settings').select('organization_id').where('organization_id', '=', customer).forUpdate().execute();
  return readSettings(tx, customer);
}

/** Writes locked settings and counts their version up by one. */
export async function saveSettings(tx: TenantTx, customer: OrganizationId, settings: CustomerSettings): Promise<void> {
  const { changeRequestDays, enrolmentKeyDays, silentAfterMinutes } = settings;
  await tx
    .updateTable('customer_settings')
    .set((row) => ({
      change_request_days: changeRequestDays,
      enrolment_key_days: enrolmentKeyDays,
      silent_after_minutes: silentAfterMinutes,
      version: row('version', '+', 1),
    }))
    .where('organization_id', '=', customer)
    .execute();
}
