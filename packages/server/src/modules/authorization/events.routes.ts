import { type OrganizationId, events } from '@keyholder/contract';
import type { Person } from '../../kernel/call.ts';
import { ok } from '../../kernel/result.ts';
import type { AccessHints } from '../../platform/events/access-hints.ts';
import { type Route, route } from '../../platform/http/route.ts';

export type EventNeeds = {
  hints: AccessHints;
  /** the customers in reach now; undefined when the person, its session or its token has ended */
  reachOf: (person: Person) => Promise<readonly OrganizationId[] | undefined>;
};

const lookAgainMs = 20_000;

/** The stream by which an open page learns at once that access has ended (D43): judged anew at every hint, by the same facts. */
export function eventRoutes({ hints, reachOf }: EventNeeds): Route[] {
  return [
    route(events.stream, {
      access: { kind: 'own', why: 'one’s own reach, and nothing about anybody else' },
      audit: { none: 'a read' },
      change: { none: 'a read' },
      headers: () => ({ 'x-accel-buffering': 'no' }),
      handle: async ({ call, authority }) => ok(reachEvents({ hints, reachOf }, call.actor, authority.customers)),
    }),
  ];
}

async function* reachEvents({ hints, reachOf }: EventNeeds, person: Person, atFirst: readonly OrganizationId[]): AsyncGenerator<string> {
  let wake: () => void = () => undefined;
  let woken = true; // between the snapshot of the first answer and here nobody was listening
  let concerned: readonly string[] = [person.organization, ...atFirst];
  const unsubscribe = hints.subscribe((organization) => {
    if (organization !== undefined && !concerned.includes(organization)) return;
    woken = true;
    wake();
  });
  try {
    let told = JSON.stringify(atFirst);
    yield event('access', atFirst);
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
      if (text !== told) yield event('access', now);
      // not after a hint: its moment would tell of changes that are none of this reader's business (A14)
      else if (!hinted) yield ': still here\n\n';
      told = text;
      concerned = [person.organization, ...now];
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
