import type { OrganizationId } from '@keyholder/contract';
import { describe, expect, it } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { bearerOf, credentialKinds, credentialMatches, makeCredential, parseCredential } from './credential.ts';

const organization: OrganizationId = newId('org');
const made = makeCredential('api', organization, newId('tok'));

describe('a credential', () => {
  it('names its kind, its organization and its public id, and is found by them', () => {
    expect(made.text).toMatch(new RegExp(`^kh_api_${organization.slice(4)}_[0-9a-z]{26}_[0-9a-z]{52}_[0-9a-z]{8}$`));
    const parsed = parseCredential('api', made.text);
    expect(parsed).toMatchObject({ kind: 'api', organization, id: made.id });
    expect(parsed && credentialMatches(parsed, made.digest)).toBe(true);
  });

  it('A19 is nothing when cut short, lengthened, re-encoded, spaced or written in another case', () => {
    const { text } = made;
    const spoiled = [
      text.slice(0, -1),
      text.slice(0, -9),
      text.slice(1),
      `${text}0`,
      `${text}_`,
      ` ${text}`,
      `${text}\n`,
      text.toUpperCase(),
      text.replace('kh_', 'KH_'),
      text.replace('_api_', '_API_'),
      text.replace('kh_api', 'gh_api'),
      text.replaceAll('_', '%5f'),
      Buffer.from(text).toString('base64'),
      text.replaceAll('_', '-'),
      `${text}\u0000`,
      text.normalize('NFC').replace('k', '\u212a'),
      '',
    ];
    for (const one of spoiled) expect(parseCredential('api', one)).toBeUndefined();
  });

  it('A19 does not match when a letter of the secret is another, even with a checksum that fits', () => {
    const other = parseCredential('api', makeCredential('api', organization, made.id).text);
    expect(other && credentialMatches(other, made.digest)).toBe(false);
  });

  it('A19 fails its checksum when any letter is another', () => {
    for (let at = 0; at < made.text.length; at += 1) {
      const letter = made.text[at] === 'x' ? 'y' : 'x';
      expect(parseCredential('api', made.text.slice(0, at) + letter + made.text.slice(at + 1))).toBeUndefined();
    }
  });

  it('A20 of one kind is nothing at the door of any other', () => {
    const ids = {
      session: newId('ses'),
      api: newId('tok'),
      agent: newId('agent'),
      enrol: newId('key'),
      decision: newId('dec'),
      activate: newId('act'),
    } as const;
    for (const kind of credentialKinds) {
      const { text } = makeCredential(kind, organization, ids[kind] as never); // one id per kind, in a loop over all
      for (const door of credentialKinds) expect(parseCredential(door, text) !== undefined).toBe(door === kind);
    }
  });

  it('A20 has a digest of its kind: the same text as another kind would not match', () => {
    expect(makeCredential('api', organization, 'tok_1').digest).toHaveLength(32);
    expect(credentialMatches(made, Buffer.alloc(31))).toBe(false);
  });

  it.each([
    ['Bearer abc', 'abc'],
    ['bearer abc', 'abc'],
    ['Basic abc', undefined],
    ['Bearer', undefined],
    ['Bearer a b', undefined],
    ['Bearer  abc', undefined],
    [undefined, undefined],
  ])('is read from the header %j as %j', (header, expected) => {
    expect(bearerOf(header)).toBe(expected);
  });
});
