import type { DirectoryRole } from '@keyholder/contract';
import { describe, expect, it } from 'vitest';
import { allowed, mayNameTenantManagers, objectionToChange, objectionToLink, objectionToRoles } from './directory.rules.ts';

const ga: DirectoryRole = 'global-admin';
const msa: DirectoryRole = 'managed-service-admin';

describe('acting on people', () => {
  it.each<[DirectoryRole[], DirectoryRole[], string | undefined]>([
    [[msa], [], undefined],
    [[msa], [msa], undefined],
    [[msa], ['billing-admin'], undefined],
    [[msa], [ga], 'exceeds_own_rights'],
    [[msa], ['operator'], 'exceeds_own_rights'],
    [[msa], [ga, 'operator'], 'exceeds_own_rights'],
    [[ga], [ga], undefined],
    [[ga], ['operator'], undefined],
    [[], [ga], 'exceeds_own_rights'],
  ])('D28 A28 by %j on %j: %s', (author, person, objection) => {
    expect(objectionToChange(author, person)).toBe(objection);
  });
});

describe('making an activation link', () => {
  const op: DirectoryRole = 'operator';
  it.each<[DirectoryRole[], DirectoryRole[], string | undefined]>([
    [[msa], [], undefined],
    [[msa], [msa], undefined],
    [[msa], ['tenant-manager'], undefined],
    [[msa], ['billing-admin'], 'exceeds_own_rights'],
    [[msa, 'billing-admin'], ['billing-admin', msa], undefined],
    [[msa], [ga], 'exceeds_own_rights'],
    [[msa], [op], 'exceeds_own_rights'],
    [[msa, op], [op], 'exceeds_own_rights'],
    [[ga], [], undefined],
    [[ga], [ga, msa, 'billing-admin', 'sales-agent'], undefined],
    [[ga], [op], 'exceeds_own_rights'],
    [[ga, op], [op, ga], undefined],
  ])('D28 A28 by %j for somebody with %j: %s', (author, roles, objection) => {
    expect(objectionToLink(author, { roles, active: true, activated: false }, false)).toBe(objection);
    expect(objectionToLink(author, { roles, active: true, activated: false }, true)).toBe('exceeds_own_rights');
  });
  it('is for whoever has no way to sign in, and may have one; that is told before the rest', () => {
    const by = (active: boolean, activated: boolean) => objectionToLink([ga], { roles: [op], active, activated }, true);
    expect([by(true, true), by(false, true), by(false, false), by(true, false)]).toEqual([
      'already_activated',
      'already_activated',
      'user_disabled',
      'exceeds_own_rights',
    ]);
  });
});

describe('directory roles', () => {
  const change = (before: DirectoryRole[], after: DirectoryRole[], more: { operator?: boolean; otherGlobalAdmins?: number } = {}) => ({
    before,
    after,
    operator: false,
    otherGlobalAdmins: 1,
    ...more,
  });
  it.each<[string, DirectoryRole[], ReturnType<typeof change>, string | undefined]>([
    ['D67 a Global Admin gives Managed Service Administrator', [ga], change([], [msa]), undefined],
    ['D28 nobody else gives it, not even who has it', [msa], change([], [msa]), 'requires_global_admin'],
    ['D28 nor takes it', [msa], change([msa], []), 'requires_global_admin'],
    ['D28 nor makes oneself Global Admin', [msa], change([msa], [msa, ga]), 'requires_global_admin'],
    ['D28 a Global Admin makes another', [ga], change([], [ga]), undefined],
    ['takes the role from another', [ga], change([ga], []), undefined],
    ['and from itself while another is there', [ga], change([ga], [msa]), undefined],
    ['but not when none would be left', [ga], change([ga], [msa], { otherGlobalAdmins: 0 }), 'last_global_admin'],
    ['may stay the only one', [ga], change([ga], [ga, msa], { otherGlobalAdmins: 0 }), undefined],
    ['D28 makes no operator where the platform is not run', [ga, 'operator'], change([], ['operator']), 'exceeds_own_rights'],
    ['D28 makes no operator without being one', [ga], change([], ['operator'], { operator: true }), 'exceeds_own_rights'],
    ['makes an operator where it is one', [ga, 'operator'], change([], ['operator'], { operator: true }), undefined],
    ['takes operator without being one', [ga], change(['operator'], [], { operator: true }), undefined],
    ['leaves an operator what it is', [ga], change(['operator'], ['operator', msa], { operator: true }), undefined],
  ])('%s', (_title, author, given, objection) => {
    expect(objectionToRoles(author, given)).toBe(objection);
  });
});

describe('naming Tenant Managers', () => {
  it.each<[DirectoryRole[], boolean, boolean]>([
    [[ga], true, false],
    [[msa], true, true],
    [[ga, msa], true, true],
    [['tenant-manager'], false, false],
    [[], false, false],
  ])('D19 by %j: %s, and where it is left to Managed Service Administrators: %s', (roles, usually, restricted) => {
    expect(mayNameTenantManagers(roles, 'administrators')).toBe(usually);
    expect(mayNameTenantManagers(roles, 'managed-service-admins')).toBe(restricted);
  });
});

describe('what the reader may do', () => {
  it('A63 gives the guard’s reason before the rule’s', () => {
    expect(allowed('a', { outcome: 'deny', code: 'forbidden' }, 'exceeds_own_rights')).toEqual({ action: 'a', allowed: false, reason: 'forbidden' });
    expect(allowed('a', { outcome: 'allow' }, 'exceeds_own_rights')).toEqual({ action: 'a', allowed: false, reason: 'exceeds_own_rights' });
    expect(allowed('a', { outcome: 'allow' }, undefined)).toEqual({ action: 'a', allowed: true });
  });
});
