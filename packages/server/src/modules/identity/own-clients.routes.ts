import { type OrganizationId, decisionClients, isId } from '@keyholder/contract';
import type { Person } from '../../kernel/call.ts';
import { ok, refuse } from '../../kernel/result.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { type Route, route } from '../../platform/http/route.ts';
import { createClient } from './create-client.ts';
import { findClient, listClients } from './own-clients.store.ts';
import { clientView } from './own-clients.view.ts';
import { revokeClient } from './revoke-client.ts';

type Named = { organization: string };
/** Only the organization's own people: for everybody else there is nothing under this path. */
const ofOwn = { customer: ({ organization }: Named) => organization, home: ({ organization }: Named) => organization } as const;
const over = { kind: 'organization', action: 'integrations.manage', ...ofOwn } as const;
const notForPartners = { none: 'done by the organization’s own people' };
const isSession = ({ channel }: Person): boolean => channel === 'session';
const usual = 50;

/** The programs of an organization that ask the decision API. */
export const decisionClientRoutes: readonly Route[] = [
  route(decisionClients.list, {
    access: over,
    audit: { none: 'a list without secrets' },
    change: notForPartners,
    handle: async ({ tx, call, query }) => {
      const { organization } = call.actor;
      const key = query.cursor === undefined ? undefined : decodeCursor(call, 'decision clients', query.cursor);
      if (key?.ok === false) return key;
      const [createdAt, id] = key?.value ?? [];
      const limit = query.limit ?? usual;
      const after = typeof createdAt === 'string' && typeof id === 'string' ? { createdAt, id } : undefined;
      const rows = await listClients(tx, { organization, after, most: limit + 1 });
      const last = rows.length > limit ? rows[limit - 1] : undefined;
      return ok({
        items: rows.slice(0, limit).map(clientView),
        nextCursor: last === undefined ? null : encodeCursor(call, 'decision clients', [last.position, last.id]),
      });
    },
  }),
  route(decisionClients.create, {
    access: over,
    audit: ['decision_client.created'],
    change: notForPartners,
    fresh: 'session',
    location: ({ id }, { organization }) => `/api/v1/organizations/${organization}/decision-clients/${id}`,
    handle: ({ tx, call, authority, body }) => createClient(tx, call, authority, body),
  }),
  route(decisionClients.revoke, {
    access: {
      kind: 'object',
      action: 'integrations.manage',
      see: 'integrations.manage',
      ...ofOwn,
      object: async (tx, { organization, decisionClient }) => {
        const client = isOrganization(organization) ? await findClient(tx, organization, decisionClient) : undefined;
        return client && { object: client };
      },
    },
    audit: ['decision_client.revoked'],
    change: notForPartners,
    handle: async ({ tx, call, object }) => (isSession(call.actor) ? revokeClient(tx, call, object) : refuse('session_required')),
  }),
];

const isOrganization = (id: string): id is OrganizationId => isId('org', id);
