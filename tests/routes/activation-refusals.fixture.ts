import type { Asked, Seen } from '../support/composed.ts';
import type { Stage } from './routes.fixture.ts';

type Ask = (operation: string, person: string, method: string, path: string, asked?: Asked & { ago?: number }) => Promise<Seen>;
const password = 'tidal-lantern-42';

/** The last part of an activation link: what is shown at the door. */
export const tokenIn = (made: Seen): string => String(made.at('link')).split('/').at(-1) ?? '';

/** Everything that is refused to whoever makes activation links, and to whoever shows one that is over (A18, A20, A28). */
export async function provokeInActivation(stage: Stage, ask: Ask, bySession: Ask, note: (operation: string, seen: Seen) => Seen): Promise<void> {
  const users = `/organizations/${stage.id('alpha')}/users`;
  const linkOf = (user: string): string => `${users}/${user}/activation-link`;
  const add = async (email: string): Promise<string> =>
    linkOf(String((await stage.ask('alpha.msa', 'POST', users, { body: { email, name: 'Newcomer' } })).at('id')));
  const make = (path: string, asked: Asked & { ago?: number } = {}): Promise<Seen> =>
    bySession('activation_links.create', 'alpha.msa', 'POST', path, asked);
  const [one, other] = [await add('one@alpha.example'), await add('other@alpha.example')];

  await ask('activation_links.create', 'alpha.msa', 'POST', one);
  await ask('activation_links.withdraw', 'alpha.msa', 'DELETE', one);
  await make(one, { ago: 16 });
  for (const path of [one, other]) await make(path, { headers: { 'idempotency-key': 'links' } });
  await make(linkOf(stage.id('alpha.leaver')));
  await stage.asAdmin(`insert into user_roles select organization_id, id, 'global-admin' from users where email = 'one@alpha.example'`);
  await make(one);
  await bySession('activation_links.withdraw', 'alpha.msa', 'DELETE', one);
  await stage.asAdmin(`update users set active = false where email = 'one@alpha.example'`);
  await make(one);

  const link = tokenIn(await make(other));
  const show = async (): Promise<void> => {
    note('activation.get', await stage.send(link, 'GET', '/api/v1/activation'));
    note('activation.complete', await stage.send(link, 'POST', '/api/v1/activation', { body: { password } }));
  };
  await stage.asAdmin('update activation_links set expires_at = now()');
  await show();
  await stage.asAdmin(`update activation_links set expires_at = now() + interval '1 day'`);
  for (const _ of ['spends it', 'comes too late']) await show();
}
