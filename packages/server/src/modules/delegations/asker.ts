import type { PersonRef } from '@keyholder/contract';
import type { Call, Person, Platform } from '../../kernel/call.ts';

/** Who may invite, answer and end: people, and the platform when it loads a world. */
export type Asking = Call<Person | Platform>;

/** The asker as invitations keep it. */
export const askerOf = ({ actor }: Asking): PersonRef =>
  actor.kind === 'person'
    ? { id: actor.user, name: actor.name, organization: { id: actor.organization, name: actor.organizationName } }
    : { id: 'platform', name: actor.name, organization: { id: 'platform', name: actor.name } };
