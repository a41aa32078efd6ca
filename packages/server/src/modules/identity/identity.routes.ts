import { identity } from '@keyholder/contract';
import type { Person } from '../../kernel/call.ts';
import { ok, refuse } from '../../kernel/result.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { type Route, route } from '../../platform/http/route.ts';
import { createToken } from './create-token.ts';
import { describeMe } from './describe-me.ts';
import { saveLanguage } from './language.store.ts';
import { revokeToken } from './revoke-token.ts';
import { listTokens } from './tokens.store.ts';
import { tokenView } from './tokens.view.ts';

const own = { kind: 'own', why: 'about the caller and nobody else' } as const;
const notControlled = { none: 'concerns the caller alone' } as const;
const isSession = ({ channel }: Person): boolean => channel === 'session';
const usual = 50;

/** @param needs.demo whether the world is made up */
export const identityRoutes = (needs: { demo: boolean }): readonly Route[] => [
  route(identity.me, {
    access: own,
    audit: { none: 'a read of oneself' },
    change: notControlled,
    handle: async ({ tx, call, authority }) => ok(await describeMe(tx, call, authority, needs.demo)),
  }),
  route(identity.setLanguage, {
    access: own,
    audit: { none: 'a taste, not an act' },
    change: notControlled,
    handle: async ({ tx, call, authority, body }) => {
      await saveLanguage(tx, call.actor.organization, call.actor.user, body.language);
      return ok(await describeMe(tx, call, authority, needs.demo));
    },
  }),
  route(identity.tokens, {
    access: own,
    audit: { none: 'a read of one’s own tokens, without their secrets' },
    change: notControlled,
    handle: async ({ tx, call, query }) => {
      if (!isSession(call.actor)) return refuse('session_required');
      const key = query.cursor === undefined ? undefined : decodeCursor(call, 'tokens', query.cursor);
      if (key?.ok === false) return key;
      const [createdAt, id] = key?.value ?? [];
      const limit = query.limit ?? usual;
      const { organization, user } = call.actor;
      const after = typeof createdAt === 'string' && typeof id === 'string' ? { createdAt, id } : undefined;
      const rows = await listTokens(tx, { organization, user, after, most: limit + 1 });
      const last = rows.length > limit ? rows[limit - 1] : undefined;
      return ok({
        items: rows.slice(0, limit).map(tokenView),
        nextCursor: last === undefined ? null : encodeCursor(call, 'tokens', [last.position, last.id]),
      });
    },
  }),
  route(identity.createToken, {
    access: own,
    audit: ['api_token.created'],
    change: notControlled,
    fresh: 'session',
    location: ({ id }) => `/api/v1/me/tokens/${id}`,
    handle: async ({ tx, call, authority, body }) => (isSession(call.actor) ? createToken(tx, call, authority, body) : refuse('session_required')),
  }),
  route(identity.revokeToken, {
    access: own,
    audit: ['api_token.revoked'],
    change: notControlled,
    handle: async ({ tx, call, params }) => (isSession(call.actor) ? revokeToken(tx, call, params.token) : refuse('session_required')),
  }),
];
