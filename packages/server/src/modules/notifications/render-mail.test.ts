import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quoted } from './plain-text.ts';
import { renderMail } from './render-mail.ts';
import type { ToldMessage } from './templates.ts';

const origin = 'https://rooms.example';
const received: ToldMessage = {
  template: 'invitation-received',
  facts: {
    invitation: 'inv_1',
    customerName: 'Fabrikam',
    customerDomain: 'fabrikam.example',
    customerCountry: 'FR',
    roomCount: 3,
    expiresAt: '2027-06-12T12:00:00.000Z',
  },
};
const all: ToldMessage[] = [
  received,
  { template: 'invitation-changed', facts: { ...received.facts } },
  { template: 'invitation-cancelled', facts: { customerName: 'Fabrikam', customerDomain: 'fabrikam.example' } },
  { template: 'invitation-accepted', facts: { partner: 'org_2', partnerName: 'Contoso', partnerDomain: 'contoso.example' } },
  { template: 'invitation-declined', facts: { partnerName: 'Contoso', partnerDomain: 'contoso.example' } },
  {
    template: 'delegation-ended',
    facts: { otherName: 'Contoso', otherDomain: 'contoso.example', endedBy: 'customer', endedAt: '2027-06-12T12:00:00.000Z' },
  },
  { template: 'delegation-unattended', facts: { otherName: 'Contoso', otherDomain: 'contoso.example', side: 'customer', partner: 'org_2' } },
  { template: 'delegation-unattended', facts: { otherName: 'Fabrikam', otherDomain: 'fabrikam.example', side: 'partner', partner: 'org_2' } },
  {
    template: 'incidents-opened',
    facts: {
      customer: 'org_1',
      customerName: 'Fabrikam',
      side: 'partner',
      count: 21,
      incidents: [{ id: 'inc_1', number: 7, title: 'Sound\r\nBcc: x@evil.test', roomName: 'Board', severity: 'warning' }],
    },
  },
  { template: 'primary-admins-named', facts: { customerName: 'Fabrikam', partnerName: 'Contoso' } },
];
const named = (customerName: string): ToldMessage => ({ ...received, facts: { ...received.facts, customerName } });

describe('the words of a mail', () => {
  it.each([
    ['en', 'Invitation from “Fabrikam”: 3 rooms', 'June 12, 2027', 'France', 'Primary Admin'],
    ['fr', 'Invitation de « Fabrikam » : 3 salles', '12 juin 2027', 'France', 'administrateur principal'],
    ['ru', 'Приглашение от «Fabrikam»: 3 переговорные', '12 июня 2027', 'Франция', 'основного администратора'],
  ] as const)('D12 D14 say in %s who invites, how many rooms and until when', (language, subject, ...words) => {
    const mail = renderMail(received, language, origin);
    expect(mail.subject).toBe(subject);
    for (const word of [...words, 'fabrikam.example', `${origin}/partner/tenants/inv_1`]) expect(mail.text).toContain(word);
  });

  it.each([
    ['en', '21 new incidents at “Fabrikam”', '7 Warning: Sound Bcc: x[@]evil[.]test', '20 new incidents more'],
    ['fr', '21 nouveaux incidents chez « Fabrikam »', '7 Avertissement : Sound Bcc: x[@]evil[.]test', 'encore 20'],
    ['ru', '21 новый инцидент у «Fabrikam»', '7 Предупреждение: Sound Bcc: x[@]evil[.]test', 'ещё 20'],
  ] as const)('D56 A50 list in %s what is new as harmless lines, with a link to each', (language, subject, line, more) => {
    const message = all.find(({ template }) => template === 'incidents-opened') ?? received;
    const mail = renderMail(message, language, origin);
    expect(mail.subject).toBe(subject);
    for (const part of [line, more, `${origin}/partner/c/org_1/incidents/inc_1`]) expect(mail.text).toContain(part);
  });

  it.each([
    ['en', '1 room', '5 rooms'],
    ['fr', '0 salle', '5 salles'],
    ['ru', '21 переговорная', '5 переговорных'],
  ] as const)('count rooms as %s does', (language, one, many) => {
    const count = Number.parseInt(one, 10);
    expect(renderMail({ ...received, facts: { ...received.facts, roomCount: count } }, language, origin).subject).toContain(one);
    expect(renderMail({ ...received, facts: { ...received.facts, roomCount: 5 } }, language, origin).subject).toContain(many);
  });

  it.each(all.flatMap((message) => (['en', 'fr', 'ru'] as const).map((language) => [message.template, language, message] as const)))(
    '%s is complete in %s',
    (_template, language, message) => {
      const { subject, text } = renderMail(message, language, origin);
      expect(`${subject}${text}`).not.toMatch(/undefined|null|NaN|\[object|Invalid/);
      expect(subject).toMatch(/Fabrikam|Contoso/);
      expect(text).toContain(origin);
    },
  );

  it.each([
    ['fr', /locataire|affectation|débarder|prospect/i],
    ['ru', /арендатор|диспетчер|главн|удал|сайт/i],
  ] as const)('use no banned wording in %s', (language, banned) => {
    for (const message of all) expect(renderMail(message, language, origin).text).not.toMatch(banned);
  });
});

describe('names in a mail', () => {
  it('A50 stay on their line, whatever they hold', () => {
    const lines = renderMail(named('x'), 'en', origin).text.split('\n').length;
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('\r\n', '\n', '\u2028', '\u0085', '\u0000', '\t'), (name, control) => {
        const mail = renderMail(named(`${name}${control}Bcc: everybody@example.com${control}`), 'en', origin);
        expect(mail.subject).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
        expect(mail.text.split(/\r\n|[\n\r\u0085\u2028\u2029]/)).toHaveLength(lines);
      }),
    );
  });

  it.each([
    ['Visit https://evil.example/x', 'Visit https: //evil[.]example/x'],
    ['www.evil.example', 'www[.]evil[.]example'],
    ['boss@evil.example', 'boss[@]evil[.]example'],
    ['St. Mary’s A.G.', 'St. Mary’s A.G.'],
    ['a\u202egnp.exe', 'a gnp[.]exe'],
    ['<b>Bold</b>', '<b>Bold</b>'],
  ])('A50 are no links: %j', (name, shown) => {
    expect(quoted(name)).toBe(shown);
  });
});
