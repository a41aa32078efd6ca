import type { Beginning } from './begin.ts';
import type { Config } from './config.ts';

/** What whoever started it reads: the address, and who can sign in. */
export function sayReady(config: Config, beginning: Beginning): void {
  const lines = ['', `Keyholder is ready: ${config.origin}`, ''];
  if (beginning.setupToken !== undefined) lines.push(`Set it up: ${config.origin}/setup`, `Set-up token, shown this once: ${beginning.setupToken}`, '');
  if (beginning.people.length > 0) {
    const [first] = beginning.people;
    lines.push(beginning.mode === 'demo' ? 'This is the demo world: everything in it is invented. Sign in as any of these people,' : 'Sign in as any of the active people of the world file,');
    lines.push(`all with the password ${first?.password ?? ''}`, '');
    const shown = beginning.people.filter(({ roles }) => roles.length > 0).slice(0, 24);
    const width = Math.max(...shown.map(({ email }) => email.length), 0);
    lines.push(...shown.map(({ email, name, roles }) => `  ${email.padEnd(width)}  ${name}: ${roles.join(', ')}`), '');
    lines.push(`Everybody, with API tokens: ${beginning.peopleFile ?? ''}`, '');
  }
  process.stdout.write(`${lines.join('\n')}\n`);
}
