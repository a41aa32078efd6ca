import { randomBytes } from 'node:crypto';
import type { OrganizationId, UserId } from '@keyholder/contract';
import { writeMode } from '../../packages/server/src/instance.store.ts';
import { base32 } from '../../packages/server/src/kernel/ids.ts';
import { ok } from '../../packages/server/src/kernel/result.ts';
import { reachOf } from '../../packages/server/src/kernel/tenant.ts';
import { readUser } from '../../packages/server/src/modules/directory/index.ts';
import { createPasswordHasher, makeDecisionClient, makeToken, setPassword } from '../../packages/server/src/modules/identity/index.ts';
import { readOrganizations } from '../../packages/server/src/modules/organizations/index.ts';
import { type Db, inTenant } from '../../packages/server/src/platform/postgres/in-tenant.ts';
import type { DemoPerson } from '../../packages/server/src/world/index.ts';
import { writePeopleFile } from '../../packages/server/src/world/people-file.ts';
import type { Cast } from './fill.ts';

type Named = { alias: string; organization: OrganizationId; user: UserId };

/** Those of a world whom scripts and benchmarks want to be: who holds much, and where. */
function namedPeople({ partners, customers, old }: Cast): Named[] {
  const named: Named[] = [];
  const add = (alias: string, organization: OrganizationId | undefined, user: UserId | undefined): void => {
    if (organization !== undefined && user !== undefined) named.push({ alias, organization, user });
  };
  add('busy-partner.primary-admin', partners[0]?.organization, partners[0]?.users[0]);
  add('busy-partner.technician', partners[0]?.organization, partners[0]?.users[2]);
  add('quiet-partner.technician', partners.at(-1)?.organization, partners.at(-1)?.users[2]);
  add('customer.global-admin', customers[0]?.organization, customers[0]?.users[0]);
  add('customer.managed-service-admin', customers[0]?.organization, customers[0]?.users[1]);
  add('customer.person', customers[0]?.organization, customers[0]?.users[2]);
  add('old.technician', old?.organization, old?.user);
  return named;
}

/** Gives them passwords and API tokens, and the world a decision client; told in `demo.json` like those of any sample world. */
export async function openAccountsOf(db: Db, cast: Cast, peopleFile: string): Promise<readonly DemoPerson[]> {
  const named = namedPeople(cast);
  const password = base32(randomBytes(10));
  const hashed = await createPasswordHasher().hash(password);
  if (!hashed.ok) throw new Error(`no password: ${hashed.code}`);
  const reach = reachOf(named.map(({ organization }) => organization));
  const outcome = await inTenant(db, reach, 'exclusive', async (tx) => {
    const organizations = new Map((await readOrganizations(tx, reach.organizations)).map((row) => [row.id, row]));
    const people: DemoPerson[] = [];
    for (const { alias, organization, user } of named) {
      const found = await readUser(tx, organization, user);
      const home = organizations.get(organization);
      if (found === undefined || home === undefined) throw new Error(`\`${alias}\` is not there`);
      await setPassword(tx, organization, user, hashed.value);
      const { secret } = await makeToken(tx, { organization, user, signedInAt: new Date() }, { name: 'Of a synthetic world', expiresInDays: 365 });
      const domain = home.domains[0]?.domain ?? '';
      const { name, email, roles } = found;
      people.push({
        alias,
        id: user,
        name,
        email,
        password,
        organization: { id: organization, name: home.name, domain },
        roles: [...roles],
        token: secret,
      });
    }
    const decisionToken = await makeDecisionClient(tx, { name: 'Of a synthetic world', expiresInDays: 365 });
    const ids = Object.fromEntries(cast.customers.map(({ organization }, n) => [`customer-${n + 1}`, organization]));
    writePeopleFile(peopleFile, { url: '', people, ids, decisionToken });
    return ok(people);
  });
  if (!outcome.ok) throw new Error(`no accounts: ${outcome.code}`);
  await writeMode(db, 'world');
  return outcome.value;
}
