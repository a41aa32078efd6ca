import { decide } from '../../packages/server/src/modules/authorization/decide.ts';
import type { Asked, Question } from './sample.ts';

/** What the server does for a room that it keeps: the facts of the customer and of the person by their ids, then the one function. */
export const ask = (asked: Asked, { customer, user, action, matter }: Question): boolean => {
  const facts = asked.customers.get(customer);
  const actor = asked.actors.get(user);
  return facts !== undefined && actor !== undefined && decide(facts, actor, action, matter).outcome !== 'deny';
};
