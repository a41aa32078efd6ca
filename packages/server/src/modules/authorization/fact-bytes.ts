import { type ActorFacts, type CustomerFacts, assignmentsAt } from './facts.ts';

// Heap bytes on 64 bits, estimated from what each map, set and object takes: a member or an atom stands in three of them.
const perCustomer = 3000;
const perAssignment = 1500;
const perMember = 230;
const perAtom = 180;
const perDelegation = 600;
const perPerson = 600;
const perKey = 70;

/** About what the facts of a customer take; what is noted in them about people who are asked about is little beside it. */
export function bytesOfCustomer(facts: CustomerFacts): number {
  let bytes = perCustomer + facts.delegations.size * perDelegation;
  for (const { within } of facts.delegations.values()) bytes += within.size * perAtom;
  for (const { members, atoms } of assignmentsAt(facts)) bytes += perAssignment + members.size * perMember + atoms.size * perAtom;
  return bytes;
}
export const bytesOfActor = ({ memberKeys, delegatedBy }: ActorFacts): number => perPerson + (memberKeys.length + delegatedBy.length) * perKey;
