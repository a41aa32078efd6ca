import type { Seen } from '../support/composed.ts';
import type { Act } from './act.fixture.ts';
import type { Stage } from './routes.fixture.ts';

export const offer = ({ terms }: Stage, domain: string, more: object = {}) => ({
  domain,
  expiresInDays: 3,
  scope: [{ type: 'all' }],
  termsVersion: terms,
  ...more,
});
export const invitationsOf = (stage: Stage, customer = 'alpha', rest = ''): string => `/customers/${stage.id(customer)}/invitations${rest}`;
/** A new invitation from beta, which has no other, to gamma or delta. */
export async function invited(stage: Stage, domain: string, customer = 'beta'): Promise<string> {
  const { rows, made } = await remade(stage, domain, customer);
  if (made.status !== 201) throw new Error(`inviting was answered ${made.status} ${made.text} after ${rows}`);
  return String(made.at('id'));
}
async function remade(stage: Stage, domain: string, customer: string): Promise<{ rows: number; made: Seen }> {
  const pending = await stage.asAdmin<{ id: string }>(
    `select id from invitations where organization_id = $1 and domain = $2 and state = 'pending' and expires_at > now()`,
    [stage.id(customer), domain],
  );
  for (const { id } of pending) await stage.ask(`${customer}.msa`, 'POST', invitationsOf(stage, customer, `/${id}/cancel`));
  await stage.asAdmin(`update invitations set created_at = created_at - interval '2 days' where organization_id = $1`, [stage.id(customer)]);
  return { rows: pending.length, made: await stage.ask(`${customer}.msa`, 'POST', invitationsOf(stage, customer), { body: offer(stage, domain) }) };
}
const answer =
  (verb: 'accept' | 'decline', body?: object) =>
  async (stage: Stage): Promise<Seen> =>
    stage.ask(
      'gamma.tm',
      'POST',
      `/partners/${stage.id('gamma')}/invitations/${await invited(stage, 'gamma.example')}/${verb}`,
      body === undefined ? {} : { body: { primaryAdmins: [{ type: 'user', id: stage.id('gamma.pa') }] } },
    );

const ledgers = ['beta', 'gamma'];
/** Of beta, which has no other, to gamma: the last one is accepted. */
export const invitationActs: readonly Act[] = [
  {
    operation: 'invitations.create',
    action: 'invitation.created',
    ledgers,
    run: async (s) => (await remade(s, 'gamma.example', 'beta')).made,
  },
  {
    operation: 'invitations.update',
    action: 'invitation.modified',
    ledgers,
    run: async (s) => {
      const id = await invited(s, 'gamma.example');
      return s.ask('beta.msa', 'PATCH', invitationsOf(s, 'beta', `/${id}`), {
        body: { scope: [{ type: 'room', id: s.id('beta.inside') }] },
        headers: { 'if-match': '"1"' },
      });
    },
  },
  {
    operation: 'invitations.resend',
    action: 'invitation.resent',
    ledgers,
    run: async (s) => s.ask('beta.msa', 'POST', invitationsOf(s, 'beta', `/${await invited(s, 'gamma.example')}/resend`)),
  },
  {
    operation: 'invitations.cancel',
    action: 'invitation.cancelled',
    ledgers,
    run: async (s) => s.ask('beta.msa', 'POST', invitationsOf(s, 'beta', `/${await invited(s, 'gamma.example')}/cancel`)),
  },
  { operation: 'invitations.decline', action: 'invitation.declined', ledgers, run: answer('decline') },
  { operation: 'invitations.accept', action: 'invitation.accepted', ledgers, run: answer('accept', {}) },
];
