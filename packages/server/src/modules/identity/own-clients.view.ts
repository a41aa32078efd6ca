import type { DecisionClient } from '@keyholder/contract';
import type { ClientRow } from './own-clients.store.ts';

export const clientView = ({ id, name, createdAt, expiresAt, lastUsedAt }: ClientRow): DecisionClient => ({
  id,
  name,
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
});
