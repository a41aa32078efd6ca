import type { PermissionKey } from '@keyholder/contract';
import { expect, it } from 'vitest';
import { customer, partner } from './facts.fixture.ts';
import { matrixFor } from './role.view.ts';
import type { Standing } from './standing.ts';

/** An author who has everything here but the one permission. */
const lackingOnly = (lacked: PermissionKey): Standing => ({
  author: { grant: (key) => (key === lacked ? undefined : { customer, atoms: ['all'], within: null }), administrates: true },
  decision: { outcome: 'allow' },
  isPrimaryAdmin: false,
  own: true,
  atomsOf: () => [],
});

it('D26 D28 the matrix tells what nobody puts into a custom role from what this author does not have', () => {
  const own = new Map(matrixFor(lackingOnly('rooms.create'), { customer, partner: null }).map((cell) => [cell.key, cell]));
  expect(own.get('partners.manage')).toMatchObject({ grantable: false, never: true });
  expect(own.get('rooms.create')).toMatchObject({ grantable: false, reason: 'exceeds_own_rights' });
  expect(own.get('rooms.create')?.never).toBeUndefined();
  const ofPartner = matrixFor(lackingOnly('rooms.create'), { customer, partner });
  expect(ofPartner.find(({ key }) => key === 'partners.view')).toMatchObject({ grantable: false, never: true });
  expect(ofPartner.find(({ key }) => key === 'rooms.view')).toMatchObject({ grantable: true });
});
