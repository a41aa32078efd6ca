import type { ApiToken } from '@keyholder/contract';
import type { TokenRow } from './tokens.store.ts';

export const tokenView = ({ id, name, createdAt, expiresAt, lastUsedAt, permissions, customers }: TokenRow): ApiToken => ({
  id,
  name,
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
  permissions,
  customers,
});
