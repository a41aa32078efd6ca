import type { PermissionKey } from '@keyholder/contract';
import type { Fault } from '../kernel/result.ts';
import { neverIn, unsoundPermissions } from '../modules/authorization/index.ts';
import type { World } from './world.schema.ts';

/**
 * The rules about what is asked, as far as the file alone can break them (api.md, World files). Rules about who asks do not
 * apply: the platform asks.
 */
export function refusedByRules(world: World): Fault[] {
  return [...operators(world), ...customerRoles(world), ...delegations(world), ...incidents(world)];
}

/** Whoever runs the platform belongs to an organization that does. */
function operators(world: World): Fault[] {
  const running = new Set(world.organizations.filter(({ operator }) => operator === true).map(({ id }) => id));
  return world.users.flatMap(({ organization, roles = [] }, n) =>
    roles.flatMap((role, m): Fault[] =>
      role === 'operator' && !running.has(organization)
        ? [{ pointer: `/users/${n}/roles/${m}`, code: 'invalid_value', detail: 'the organization does not run the platform' }]
        : [],
    ),
  );
}

function customerRoles(world: World): Fault[] {
  return [
    ...world.customerRoles.flatMap(({ permissions }, n) => permissionFaults(`/customerRoles/${n}`, permissions, { partner: null })),
    ...repeated(
      world.customerRoles.map(({ customer, name }, n) => ({
        key: JSON.stringify([customer, name]),
        pointer: `/customerRoles/${n}/name`,
        what: 'a role of this customer',
      })),
    ),
  ];
}

function delegations(world: World): Fault[] {
  const pairs = world.delegations.map(({ customer, partner }, n) => ({
    key: JSON.stringify([customer, partner]),
    pointer: `/delegations/${n}/partner`,
    what: 'a delegation of this customer',
  }));
  return [...world.delegations.flatMap((delegation, n) => delegationFaults(world, delegation, `/delegations/${n}`)), ...repeated(pairs)]; // D09
}

function delegationFaults(world: World, { customer, partner, primaryAdmins, roles = [] }: World['delegations'][number], at: string): Fault[] {
  const invited = world.organizations.find(({ id }) => id === partner);
  const faults: Fault[] = [];
  if (customer === partner) faults.push({ pointer: `${at}/partner`, code: 'invalid_value', detail: 'is the customer itself' }); // D03
  else if (invited !== undefined && (invited.partnerEligible !== true || invited.domains.length === 0)) {
    faults.push({ pointer: `${at}/partner`, code: 'partner_not_available', detail: 'is not eligible as a partner, or has no domain' }); // D02
  }
  if (primaryAdmins.length === 0) faults.push({ pointer: `${at}/primaryAdmins`, code: 'primary_admin_not_in_effect', detail: 'names nobody' }); // D15
  for (const [n, { permissions }] of roles.entries()) {
    faults.push(...permissionFaults(`${at}/roles/${n}`, permissions, { partner })); // D26
  }
  return [...faults, ...repeated(roles.map(({ name }, n) => ({ key: name, pointer: `${at}/roles/${n}/name`, what: 'a role of this delegation' })))];
}

/** What nobody could give, and what would stand alone. @param of whose people hold the role: null, the customer's own */
function permissionFaults(role: string, permissions: readonly PermissionKey[], of: { partner: string | null }): Fault[] {
  const never = permissions.flatMap((key, n): Fault[] => {
    const detail = neverIn(of, key);
    return detail === undefined ? [] : [{ pointer: `${role}/permissions/${n}`, code: 'invalid_value', detail }];
  });
  return [...never, ...unsoundPermissions(permissions, `${role}/permissions`)];
}

function repeated(named: readonly { key: string; pointer: string; what: string }[]): Fault[] {
  const seen = new Set<string>();
  return named.flatMap(({ key, pointer, what }): Fault[] => {
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [{ pointer, code: 'already_exists', detail: `there is ${what} like this already` }];
  });
}

function incidents(world: World): Fault[] {
  return world.incidents.flatMap(({ openedAt, closedAt, state }, n): Fault[] => {
    const at = `/incidents/${n}`;
    const bad = (
      [
        ['openedAt', openedAt],
        ['closedAt', closedAt],
      ] as const
    ).filter(([, text]) => text !== undefined && Number.isNaN(Date.parse(text)));
    if (bad.length > 0) return bad.map(([name]) => ({ pointer: `${at}/${name}`, code: 'invalid_value', detail: 'is no instant' }));
    if (closedAt === undefined) return [];
    if (state !== undefined) return [{ pointer: `${at}/state`, code: 'invalid_value', detail: 'is of open incidents only' }];
    if (openedAt === undefined) return [{ pointer: `${at}/openedAt`, code: 'invalid_value', detail: 'is required of what was closed' }];
    return Date.parse(closedAt) < Date.parse(openedAt)
      ? [{ pointer: `${at}/closedAt`, code: 'invalid_value', detail: 'lies before it was opened' }]
      : [];
  });
}
