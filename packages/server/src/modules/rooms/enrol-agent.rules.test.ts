import { describe, expect, it } from 'vitest';
import { enrolment } from './enrol-agent.rules.ts';

describe('coming with an enrolment key', () => {
  // key: used ended expired; agent in effect: of this key, heard, same attempt
  const table = `
    no   no   no    -                 first              the key waits
    no   no   yes   -                 not_signed_in      it is older than 7 days
    no   yes  no    -                 not_signed_in      it was reset, or the room unenrolled
    no   no   no    other no  no      already_enrolled   the room has a machine already
    yes  no   no    this  no  no      already_enrolled   a second machine
    yes  no   no    this  yes no      already_enrolled   a second machine, after the first was heard
    yes  no   no    this  no  yes     again              the same try: its answer got lost
    yes  no   no    this  yes yes     already_enrolled   the same try, once the credential was used
    yes  no   yes   this  no  yes     already_enrolled   the same try, after 7 days
    yes  no   no    other no  yes     already_enrolled   a machine came with another key since
    yes  no   no    -                 not_signed_in      the agent of this key has ended
    yes  yes  no    this  no  yes     not_signed_in      the key was reset just now`;
  for (const line of table.trim().split('\n')) {
    const words = line.trim().split(/\s+/);
    const [used, ended, expired, whose] = words;
    const [heard, same] = whose === '-' ? [] : words.slice(4);
    const [outcome, ...why] = words.slice(whose === '-' ? 4 : 6);
    it(`D54 A104 ends in ${outcome}: ${why.join(' ')}`, () => {
      const agent = whose === '-' ? undefined : { ofThisKey: whose === 'this', heard: heard === 'yes', sameAttempt: same === 'yes' };
      const decided = enrolment({ key: { used: used === 'yes', ended: ended === 'yes', expired: expired === 'yes' }, agent });
      expect(decided.ok ? decided.value : decided.code).toBe(outcome);
    });
  }
});
