import { type DirectoryRole, type PermissionKey, permissionsOf } from '@keyholder/contract';
import type { ActorFacts } from './facts.ts';

/** Whoever has one of these directory roles may do, at home, all of the column of a Managed Service Administrator. */
export const administrators: readonly DirectoryRole[] = ['global-admin', 'managed-service-admin'];
export const administratorMay = new Set<PermissionKey>(permissionsOf('managed-service-admin'));

export const isAdministrator = ({ roles }: Pick<ActorFacts, 'roles'>): boolean => administrators.some((role) => roles.has(role));
export const isAdministratorRole = (role: DirectoryRole): boolean => administrators.includes(role);
