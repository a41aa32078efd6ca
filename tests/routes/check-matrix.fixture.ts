import type { Route } from '../../packages/server/src/platform/http/route.ts';
import { type Seen, bytesOf } from '../support/composed.ts';
import { forgedLike } from '../support/forged.ts';
import { type Principal, isOpen, nobody, principals, rules } from './expected.fixture.ts';
import { type Stage, type Whose, paramsOf, pathOf, whoseObjects } from './routes.fixture.ts';

type Expected = { status: number; code?: string };

/**
 * What the rules say about one cell. Every request carries a query parameter that no route knows: who passes the guard gets
 * 422 for it and nothing is done, so that each cell stands for itself; that the act itself succeeds is shown by the audit test.
 */
export function expectedOf(operation: string, who: Principal, whose: Whose): Expected {
  const rule = rules[operation];
  if (rule === undefined) return { status: -1 };
  const { may, knows, everywhere, beyond, instead, found, noObject, ofDelta = [] } = rule;
  const pass: Expected = instead ?? (found === true ? { status: 200 } : { status: 422 });
  const absent: Expected = { status: 404, code: 'not_found' };
  const outside: Expected = beyond === true ? { status: 403, code: 'exceeds_scope' } : absent;
  if (isOpen(operation)) return pass;
  if (nobody.includes(who)) return { status: 401, code: 'not_signed_in' };
  const onOwn: Expected = may.includes(who) ? pass : knows.includes(who) ? { status: 403, code: 'forbidden' } : absent;
  if (whose === 'own' || noObject === true) return onOwn;
  if (whose === 'outside') return onOwn === pass && everywhere !== undefined && !everywhere.includes(who) ? outside : onOwn;
  // another organization's path: nobody of this world has anything to do with beta
  if (whose === 'foreign') return ofDelta.includes(who) ? pass : absent;
  if (whose === 'absent') return absent;
  // the own path and an object that is not there: whoever can do it nowhere is told so before any look-up; a customer of nobody here is no place where one could
  return onOwn !== pass && onOwn.status === 403 && !['partner_customers.leave', 'primary_admins.add'].includes(operation) ? onOwn : absent;
}

/** `alpha.forged`: everything of the Managed Service Administrator's token but the secret. */
function credentialOf(who: Principal, token: Stage['token']): string | undefined {
  if (who === 'anonymous') return undefined;
  return who === 'alpha.forged' ? forgedLike('api', token('alpha.msa')) : token(who);
}

const probe = 'this-is-no-parameter=1';

/** Asks every route as everybody about everything; a sentence for each cell that is not as the rules say. */
export async function checkMatrix(
  { send, token, objects, id, asAdmin }: Stage,
  routes: readonly Route[],
): Promise<{ cells: number; wrong: string[] }> {
  const credentials = new Map<Principal, string | undefined>();
  for (const who of principals) credentials.set(who, credentialOf(who, token));
  const wrong: string[] = [];
  let cells = 0;
  for (const route of routes) {
    const { operation } = route;
    const hasObject = paramsOf(route).length > 0;
    for (const who of principals) {
      const absences = new Map<Whose, Seen>();
      for (const whose of hasObject ? whoseObjects : (['own'] as const)) {
        const path = pathOf(route, objects, whose);
        if ((whose === 'mixed' || whose === 'absent-object') && path === pathOf(route, objects, 'own')) continue;
        const seen = await send(credentials.get(who), operation.method, rules[operation.id]?.found === true ? path : `${path}?${probe}`);
        const { status, code } = expectedOf(operation.id, who, whose);
        cells += 1;
        if (seen.status !== status || (code !== undefined && seen.code !== code)) {
          wrong.push(`${operation.id} by ${who} on ${whose}: ${seen.status} ${seen.code ?? ''} instead of ${status} ${code ?? ''}`);
        }
        if (seen.status === 404) absences.set(whose, seen);
      }
      const spellings = new Set([...absences.values()].map(bytesOf));
      if (spellings.size > 1) wrong.push(`${operation.id} by ${who}: tells ${[...absences.keys()].join(', ')} apart`);
    }
  }
  // nobody could write into a stranger's ledger by all this (security.md section 3)
  const [strange] = await asAdmin<{ count: number }>(
    `select count(*)::int as count from audit_entries where organization_id in ($1, $2) and outcome = 'refused' and actor->'organization'->>'id' <> organization_id`,
    [id('beta'), id('delta')],
  );
  if (strange?.count !== 0) wrong.push(`${strange?.count} refusals stand in the ledgers of strangers`);
  return { cells, wrong };
}
