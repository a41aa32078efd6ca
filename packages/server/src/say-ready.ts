import type { Beginning } from './begin.ts';
import type { Config } from './config.ts';

/** Whom the five-minute tour needs comes first. */
const order = ['managed-service-admin', 'tenant-manager', 'primary-admin', '', 'operator', 'site-lead', 'auditor', 'global-admin'];
const rank = (roles: readonly string[]): number => (order.includes(roles.join(', ')) ? order.indexOf(roles.join(', ')) : order.length);
/** At most so many people of one organization are named on the console; the file has them all. */
const perOrganization = 5;

/** What whoever started it reads: the address, and who can sign in. */
export function sayReady(config: Config, beginning: Beginning): void {
  const lines = ['', `Keyholder is ready: ${config.origin}`, ''];
  if (beginning.setupToken !== undefined)
    lines.push(`Set it up: ${config.origin}/setup`, `Set-up token, shown this once: ${beginning.setupToken}`, '');
  if (beginning.people.length > 0) lines.push(...peopleOf(beginning));
  process.stdout.write(`${lines.join('\n')}\n`);
}

function peopleOf({ mode, people, peopleFile }: Beginning): string[] {
  const intro =
    mode === 'demo'
      ? 'This is the demo world: everything in it is invented. Sign in as one of these people,'
      : 'Sign in as one of the active people of the world file,';
  const width = Math.max(...people.map(({ email }) => email.length));
  const shown = [...Map.groupBy(people, ({ organization }) => organization.name)].flatMap(([name, ofOne]) => {
    const first = [...Map.groupBy(ofOne, ({ roles }) => roles.join(', ')).values()]
      .flatMap(([one]) => one ?? [])
      .sort((a, b) => rank(a.roles) - rank(b.roles))
      .slice(0, perOrganization);
    return [`  ${name}`, ...first.map((one) => `    ${one.email.padEnd(width)}  ${one.roles.join(', ') || 'no role'}`)];
  });
  return [
    intro,
    `all with the password ${people[0]?.password ?? ''}`,
    '',
    ...shown,
    '',
    `All ${people.length} people, with API tokens: ${peopleFile ?? ''}`,
    '',
  ];
}
