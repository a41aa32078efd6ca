import type { Call } from '../../kernel/call.ts';
import type { TenantTx } from '../../kernel/tenant.ts';
import { readOrganizationName } from './audit.store.ts';
import type { Act } from './entry.rules.ts';

const platform = { id: 'platform', name: 'Platform' };

/** Who acts, by which way in: never empty, never an integration account in a person's place. */
export async function actorOf(tx: TenantTx, { actor, request }: Call): Promise<Pick<Act, 'actor' | 'channel' | 'credential' | 'request'>> {
  switch (actor.kind) {
    case 'person': {
      const organization = { id: actor.organization, name: actor.organizationName };
      return { actor: { id: actor.user, name: actor.name, organization }, channel: actor.channel, credential: actor.credential, request };
    }
    case 'agent': {
      const organization = { id: actor.organization, name: await readOrganizationName(tx, actor.organization) };
      return { actor: { id: actor.agent, name: `Agent of ${actor.room}`, organization }, channel: 'agent', credential: null, request };
    }
    case 'link-holder': {
      const organization = { id: actor.organization, name: actor.organizationName };
      return { actor: { id: actor.user, name: actor.name, organization }, channel: 'link', credential: actor.link, request };
    }
    case 'platform':
      return { actor: { id: 'platform', name: actor.name, organization: platform }, channel: 'platform', credential: null, request };
  }
}
