import { type Member, isId } from '@keyholder/contract';
import type { TenantTx } from '../../kernel/tenant.ts';
import type { Found } from '../../platform/http/route.ts';
import { type OrganizationRow, readOrganizations } from '../organizations/index.ts';
import type { AccessNeeds } from './access-needs.ts';
import type { ConcernedGroup } from './change-group.ts';
import type { ConcernedPerson } from './change-user.ts';
import { readGroup } from './groups.store.ts';
import { readUser } from './people.store.ts';
import { type TenantManagerRow, findTenantManager } from './tenant-managers.store.ts';

type Own = { organization: string };
const customer = ({ organization }: Own): string => organization;

/** Everybody sees the own directory (`directory.view`); its administrators change it. */
export const viewing = { kind: 'organization' as const, action: 'directory.view' as const, customer };
export const changing = { kind: 'organization' as const, action: 'directory.modify' as const, customer };
const toSee = { kind: 'object' as const, action: 'directory.view' as const, see: 'directory.view' as const, customer };
const toChange = { ...toSee, action: 'directory.modify' as const };

export const ownOrganization = {
  ...toChange,
  object: async (tx: TenantTx, { organization }: Own): Promise<Found<OrganizationRow> | undefined> => {
    const [row] = isId('org', organization) ? await readOrganizations(tx, [organization]) : [];
    return row && { object: row, version: row.version };
  },
};

async function findPerson(tx: TenantTx, { organization, user }: Own & { user: string }) {
  const person = isId('org', organization) ? await readUser(tx, organization, user) : undefined;
  return person && { object: person, version: person.version };
}
export const personToSee = { ...toSee, object: findPerson };
export const personToChange = { ...toChange, object: findPerson };

/** With the customers whose delegations rest on the person: their locks are the act's. */
export const personConcerned = ({ customersConcerned }: Pick<AccessNeeds, 'customersConcerned'>) => ({
  ...toChange,
  object: async (tx: TenantTx, params: Own & { user: string }): Promise<Found<ConcernedPerson> | undefined> => {
    const found = await findPerson(tx, params);
    if (found === undefined) return undefined;
    const person = found.object;
    const customers = await customersConcerned(tx, person.organization, { type: 'user', id: person.id });
    return { object: { person, customers }, also: customers, version: person.version };
  },
});

async function findGroup(tx: TenantTx, { organization, group }: Own & { group: string }) {
  const row = isId('org', organization) ? await readGroup(tx, organization, group) : undefined;
  return row && { object: row, version: row.version };
}
export const groupToSee = { ...toSee, object: findGroup };

/** With the customers whose delegations rest on the group, through groups that it is in. */
export const groupConcerned = (needs: Pick<AccessNeeds, 'customersConcerned'>) => ({
  ...toChange,
  object: (tx: TenantTx, params: Own & { group: string }): Promise<Found<ConcernedGroup> | undefined> => concerned(tx, params, needs),
});

/** A direct member of a group: a line that is there or not. */
export const memberConcerned = (needs: Pick<AccessNeeds, 'customersConcerned'>) => ({
  ...toChange,
  object: async (
    tx: TenantTx,
    params: Own & { group: string; memberType: string; member: string },
  ): Promise<Found<ConcernedGroup & { member: Member }> | undefined> => {
    const found = await concerned(tx, params, needs);
    const member = found?.object.group.members.find(({ type, id }) => type === params.memberType && id === params.member);
    return found === undefined || member === undefined ? undefined : { ...found, object: { ...found.object, member } };
  },
});

async function concerned(
  tx: TenantTx,
  params: Own & { group: string },
  { customersConcerned }: Pick<AccessNeeds, 'customersConcerned'>,
): Promise<Found<ConcernedGroup> | undefined> {
  const found = await findGroup(tx, params);
  if (found === undefined || !isId('org', params.organization)) return undefined;
  const { organization } = params;
  const group = found.object;
  const customers = await customersConcerned(tx, organization, { type: 'group', id: group.id });
  return { object: { organization, group, customers }, also: customers, version: group.version };
}

export const tenantManagerToChange = {
  ...toChange,
  object: async (
    tx: TenantTx,
    { organization, memberType, member }: Own & { memberType: string; member: string },
  ): Promise<Found<TenantManagerRow> | undefined> => {
    if (!isId('org', organization)) return undefined;
    const named = memberNamed(memberType, member);
    const row = named && (await findTenantManager(tx, organization, named));
    return row && { object: row };
  },
};

function memberNamed(type: string, id: string): Member | undefined {
  if (type === 'user' && isId('usr', id)) return { type, id };
  return type === 'group' && isId('grp', id) ? { type, id } : undefined;
}
