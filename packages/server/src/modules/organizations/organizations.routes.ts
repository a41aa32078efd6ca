import { eventKeys, isOffered, terms } from '@keyholder/contract';
import { ok } from '../../kernel/result.ts';
import { type Route, route } from '../../platform/http/route.ts';
import { settingsRoutes } from './settings.routes.ts';
import { getTerms } from './terms.ts';

const everybody = { kind: 'own', why: 'the same for everybody who is signed in' } as const;
const readOnly = { audit: { none: 'a read of what is the same for everybody' }, change: { none: 'a read' } } as const;

export const organizationRoutes: readonly Route[] = [
  ...settingsRoutes,
  route(terms.get, {
    access: everybody,
    ...readOnly,
    handle: async ({ tx }) => {
      const { version, ...text } = await getTerms(tx);
      return ok({ version, text });
    },
  }),
  route(terms.events, {
    access: everybody,
    ...readOnly,
    // events whose acts are not in this version are listed too, so that a customer sees what will come (D05)
    handle: async () => ok({ events: eventKeys.map((key) => ({ key, offered: isOffered(key) })), decidesYet: false }),
  }),
];
