import type { Member, OrganizationId, UserId } from '@keyholder/contract';
import type { TenantTx } from '../../kernel/tenant.ts';
import { objectionToLink, readUser } from '../directory/index.ts';
import type { SignInSettings } from './settings.ts';

type Maker = { organization: OrganizationId; user: UserId };

/** What activation has to know of the instance, and of rights, which later modules decide about. */
export type ActivationNeeds = {
  settings: SignInSettings;
  /** whether this person may add people to its organization now */
  mayAddPeople: (tx: TenantTx, person: Maker) => Promise<boolean>;
  /** of these people, those that carry rights which the author does not hold (D28); by id */
  membersBeyond: (tx: TenantTx, author: Maker, members: readonly Member[]) => Promise<ReadonlySet<string>>;
};

/** What speaks against a link that `maker` makes for this person, or has made: asked at its making and again at every use. */
export async function objectionBy(
  tx: TenantTx,
  maker: Maker,
  user: UserId,
  { membersBeyond }: Pick<ActivationNeeds, 'membersBeyond'>,
): Promise<ReturnType<typeof objectionToLink>> {
  const author = await readUser(tx, maker.organization, maker.user);
  const person = await readUser(tx, maker.organization, user);
  if (author === undefined || person === undefined) throw new Error('a person of a link is not in the directory');
  const beyond = await membersBeyond(tx, maker, [{ type: 'user', id: user }]);
  return objectionToLink(author.roles, person, beyond.has(user));
}
