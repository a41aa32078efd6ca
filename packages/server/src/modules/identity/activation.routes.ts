import { activation } from '@keyholder/contract';
import { type Result, ok, refuse } from '../../kernel/result.ts';
import { bearerOf, parseCredential } from '../../platform/credentials/credential.ts';
import { type OpenRequest, type Route, openRoute, route } from '../../platform/http/route.ts';
import type { InstanceKey } from '../../platform/keys/instance-key.ts';
import { inSnapshot } from '../../platform/postgres/in-tenant.ts';
import { isTenantManager, personToChange, readUser } from '../directory/index.ts';
import { shownEmail } from '../organizations/index.ts';
import { takeNetworkAttempt } from './attempt-limits.ts';
import { completeActivation } from './complete-activation.ts';
import { createActivationLink } from './create-activation-link.ts';
import { type FoundLink, findLink } from './find-link.ts';
import type { ActivationNeeds } from './link-rights.ts';
import type { PasswordHasher } from './password-hasher.ts';
import { withdrawActivationLink } from './withdraw-activation-link.ts';

/** Of what is no link, per network: whoever holds a genuine one is never held up by others. */
const wrongOnesAMinute = 30;
const own = { none: 'a partner has no right in the directory of a customer (D31)' } as const;
const byLink = { kind: 'credential', why: 'an activation link, as bearer' } as const;

type Needs = ActivationNeeds & { key: InstanceKey; hasher: PasswordHasher };

/** How somebody whom an administrator added comes to sign in: the administrator's side, and that of whoever holds the link. */
export const activationRoutes = (needs: Needs): readonly Route[] => [
  route(activation.createLink, {
    access: personToChange,
    audit: ['activation_link.created'],
    change: own,
    fresh: 'session',
    location: (_, { organization, user }) => `/api/v1/organizations/${organization}/users/${user}`,
    handle: ({ tx, call, object }) => createActivationLink(tx, call, object, needs),
  }),
  route(activation.withdrawLink, {
    access: personToChange,
    audit: ['activation_link.withdrawn'],
    change: own,
    handle: async ({ tx, call, object }) =>
      call.actor.channel === 'session' ? withdrawActivationLink(tx, call, object) : refuse('session_required'),
  }),
  openRoute(activation.invited, {
    access: byLink,
    audit: { none: 'tells whoever holds a link what it is for, and spends nothing' },
    enter: (request) => present(request, needs),
    answer: async ({ db, who: { shown, user, link } }) =>
      inSnapshot(db, [shown.organization], async (tx) => {
        const person = await readUser(tx, shown.organization, user);
        if (person === undefined) return refuse('not_found');
        const manages = await isTenantManager(tx, shown.organization, user); // also through a group (D19)
        return ok({
          organization: link.organizationName,
          invitedBy: link.madeByName,
          name: person.name,
          email: shownEmail(person.email),
          roles: [...new Set([...person.roles, ...(manages ? ['tenant-manager'] : [])])],
          expiresAt: link.expiresAt.toISOString(),
        });
      }),
  }),
  openRoute(activation.complete, {
    access: byLink,
    audit: ['user.activated'],
    enter: (request) => present(request, needs),
    answer: ({ db, who, body, request }) => completeActivation(db, who, body.password, request, needs),
  }),
];

/** Lets a genuine link pass; everything else is counted against its network, and no more of it is looked at than that it is none. */
async function present({ db, authorization, address }: OpenRequest, needs: Needs): Promise<Result<FoundLink>> {
  const shown = parseCredential('activate', bearerOf(authorization));
  if (shown === undefined) return refuse('not_found'); // of no interest to the database: the network's own limit holds such things back
  const found = await inSnapshot(db, [shown.organization], (tx) => findLink(tx, shown, needs));
  if (found.ok || found.code !== 'not_found') return found;
  const counted = await takeNetworkAttempt(db, needs.key, 'activation', address, needs.settings.limits?.perNetwork ?? wrongOnesAMinute);
  return counted.ok ? found : counted;
}
