import type { Language, MailWords } from './mail-words.ts';
import { english } from './mail-words.en.ts';
import { french } from './mail-words.fr.ts';
import { russian } from './mail-words.ru.ts';
import { domainText, quoted } from './plain-text.ts';
import type { Template, ToldFacts, ToldMessage } from './templates.ts';

const wordsIn: Record<Language, MailWords> = { en: english, fr: french, ru: russian };

/** The mail in the reader's language, plain text only: fixed words, and what others have named as harmless single lines. */
export function renderMail(message: ToldMessage, language: Language, origin: string): { subject: string; text: string } {
  const words = wordsIn[language];
  const { subject, lines } = partsOf(words, message, origin);
  return { subject, text: `${[...lines, words.signature(origin)].join('\n\n')}\n` };
}

function partsOf(words: MailWords, message: ToldMessage, origin: string): { subject: string; lines: readonly string[] } {
  switch (message.template) {
    case 'invitation-received':
      return words['invitation-received'](safe(message.facts), origin);
    case 'invitation-changed':
      return words['invitation-changed'](safe(message.facts), origin);
    case 'invitation-cancelled':
      return words['invitation-cancelled'](safe(message.facts), origin);
    case 'invitation-accepted':
      return words['invitation-accepted'](safe(message.facts), origin);
    case 'invitation-declined':
      return words['invitation-declined'](safe(message.facts), origin);
    case 'delegation-ended':
      return words['delegation-ended'](safe(message.facts), origin);
    case 'delegation-unattended':
      return words['delegation-unattended'](safe(message.facts), origin);
    case 'incidents-opened':
      return words['incidents-opened'](safe(message.facts), origin);
    case 'primary-admins-named':
      return words['primary-admins-named'](safe(message.facts), origin);
  }
}

function safe<F extends ToldFacts[Template]>(facts: F): F {
  return safeMembers(facts) as F; // the same members, texts as texts
}

const safeMembers = (facts: object): object => Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, safeValue(name, value)]));
function safeValue(name: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => safeValue(name, item));
  if (typeof value === 'object' && value !== null) return safeMembers(value);
  if (typeof value !== 'string' || name.endsWith('At')) return value;
  return name.endsWith('Domain') ? domainText(value) : quoted(value);
}
