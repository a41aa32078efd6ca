import type { OrganizationId, RoomId } from '@keyholder/contract';
import { newId } from '../../kernel/ids.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { makeCredential } from '../../platform/credentials/credential.ts';
import type { InstanceKey } from '../../platform/keys/instance-key.ts';
import { readSettings } from '../organizations/index.ts';
import { insertKeys } from './keys.store.ts';

/** What an enrolment key is sealed for: nothing but this key of this customer opens with it. */
export const sealedFor = (customer: OrganizationId, key: string): string => `enrolment key ${customer} ${key}`;

/** Gives each of these rooms, none of which has one in effect, a key for as long as the customer's settings say, 7 days at most (D54). Its text is kept only sealed. */
export async function issueKeys(tx: TenantTx, customer: OrganizationId, rooms: readonly RoomId[], instanceKey: InstanceKey): Promise<void> {
  const { enrolmentKeyDays } = await readSettings(tx, customer);
  await insertKeys(
    tx,
    customer,
    rooms.map((room) => {
      const { id, digest, text } = makeCredential('enrol', customer, newId('key'));
      return { id, room, digest, sealed: instanceKey.seal(sealedFor(customer, id), Buffer.from(text)) };
    }),
    enrolmentKeyDays,
  );
}
