import { createHash } from 'node:crypto';
import { type OrganizationId, events } from '@keyholder/contract';
import type { Person } from '../../kernel/call.ts';
import { ok } from '../../kernel/result.ts';
import type { Authority } from '../../kernel/rights.ts';
import type { AccessHints } from '../../platform/events/access-hints.ts';
import { type Route, route } from '../../platform/http/route.ts';

/** The customers in reach, and a digest of the scopes over which this very person sees rooms there. */
export type Reach = { customers: readonly OrganizationId[]; scopes: string };

export type EventNeeds = {
  hints: AccessHints;
  /** undefined when the person, its session or its token has ended */
  reachOf: (person: Person) => Promise<Reach | undefined>;
};

/** In a fixed order: facts that were loaded anew are no change. */
export function reachIn(authority: Authority): Reach {
  const scopes = authority
    .grants('rooms.view')
    .map(({ customer, atoms, within }) => JSON.stringify([customer, [...atoms].sort(), within === null ? null : [...within].sort()]))
    .sort();
  return { customers: authority.customers, scopes: createHash('sha256').update(scopes.join('\n')).digest('base64url') };
}

const lookAgainMs = 20_000;

/** The stream by which an open page learns at once that its access has ended or changed (D23, D43): judged anew at every hint, by the same facts. */
export function eventRoutes({ hints, reachOf }: EventNeeds): Route[] {
  return [
    route(events.stream, {
      access: { kind: 'own', why: 'one’s own reach, and nothing about anybody else' },
      audit: { none: 'a read' },
      change: { none: 'a read' },
      headers: () => ({ 'x-accel-buffering': 'no' }),
      handle: async ({ call, authority }) => ok(reachEvents({ hints, reachOf }, call.actor, reachIn(authority))),
    }),
  ];
}

async function* reachEvents({ hints, reachOf }: EventNeeds, person: Person, atFirst: Reach): AsyncGenerator<string> {
  let wake: () => void = () => undefined;
  let woken = true; // between the snapshot of the first answer and here nobody was listening
  let concerned: readonly string[] = [person.organization, ...atFirst.customers];
  const unsubscribe = hints.subscribe((organization) => {
    if (organization !== undefined && !concerned.includes(organization)) return;
    woken = true;
    wake();
  });
  try {
    let told = JSON.stringify(atFirst);
    yield event('access', atFirst.customers);
    for (;;) {
      if (!woken) await nextHint((resolve) => (wake = resolve));
      const hinted: boolean = woken;
      woken = false;
      const now = await reachOf(person);
      if (now === undefined) {
        yield event('ended', []);
        return;
      }
      const text = JSON.stringify(now);
      if (text !== told) yield event('access', now.customers);
      // not after a hint: its moment would tell of changes that are none of this reader's business (A14)
      else if (!hinted) yield ': still here\n\n';
      told = text;
      concerned = [person.organization, ...now.customers];
    }
  } finally {
    unsubscribe();
  }
}

/** Resolves at the next hint, or after a while all the same. */
function nextHint(listen: (resolve: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, lookAgainMs);
    listen(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

const event = (name: string, customers: readonly OrganizationId[]): string => `event: ${name}\ndata: ${JSON.stringify({ customers })}\n\n`;
