import {
  type MailWords,
  countedIn,
  countryIn,
  incidentAddress,
  instantIn,
  invitationAddress,
  partnerAddress,
  partnersAddress,
  tenantsAddress,
} from './mail-words.ts';

const instant = instantIn('en');
const country = countryIn('en');
const rooms = countedIn('en', { one: 'room', other: 'rooms' });
const incidents = countedIn('en', { one: 'new incident', other: 'new incidents' });
const severities = { important: 'Important', warning: 'Warning' };

export const english: MailWords = {
  'invitation-received': ({ customerName, customerDomain, customerCountry, roomCount, expiresAt, invitation }, origin) => ({
    subject: `Invitation from “${customerName}”: ${rooms(roomCount)}`,
    lines: [
      `The customer “${customerName}” (${customerDomain}, ${country(customerCountry)}) invites your organization to manage ${rooms(roomCount)}.`,
      `The invitation expires on ${instant(expiresAt)}.`,
      `Review it, then accept or decline:\n${invitationAddress(origin, invitation)}`,
      'Whoever accepts names at least one Primary Admin. Nobody in your organization sees any of the customer’s data before.',
    ],
  }),
  'invitation-changed': ({ customerName, customerDomain, roomCount, expiresAt, invitation }, origin) => ({
    subject: `Invitation from “${customerName}” changed: ${rooms(roomCount)}`,
    lines: [
      `The customer “${customerName}” (${customerDomain}) changed the rooms of its invitation. It is now about ${rooms(roomCount)}.`,
      `The invitation still expires on ${instant(expiresAt)}.`,
      `Review it again:\n${invitationAddress(origin, invitation)}`,
    ],
  }),
  'invitation-cancelled': ({ customerName, customerDomain }) => ({
    subject: `Invitation from “${customerName}” cancelled`,
    lines: [`The customer “${customerName}” (${customerDomain}) cancelled its invitation. There is nothing left for you to do.`],
  }),
  'invitation-accepted': ({ partner, partnerName, partnerDomain }, origin) => ({
    subject: `“${partnerName}” accepted your invitation`,
    lines: [
      `The partner “${partnerName}” (${partnerDomain}) accepted your invitation. The delegation is active.`,
      `See who has access:\n${partnerAddress(origin, partner)}`,
    ],
  }),
  'invitation-declined': ({ partnerName, partnerDomain }, origin) => ({
    subject: `“${partnerName}” declined your invitation`,
    lines: [
      `The partner “${partnerName}” (${partnerDomain}) declined your invitation. No room was delegated.`,
      `Your partners:\n${partnersAddress(origin)}`,
    ],
  }),
  'delegation-ended': ({ otherName, otherDomain, endedBy, endedAt }) => ({
    subject: `Delegation with “${otherName}” ended`,
    lines: [
      `The delegation between your organization and “${otherName}” (${otherDomain}) ended on ${instant(endedAt)}.`,
      endedBy === 'customer' ? 'The customer ended it.' : 'The partner ended it.',
      'The partner’s access to the delegated rooms ended at that moment.',
    ],
  }),
  'delegation-unattended': ({ otherName, otherDomain, side, partner }, origin) => ({
    subject: `No Primary Admin left: “${otherName}”`,
    lines:
      side === 'customer'
        ? [
            `The partner “${otherName}” (${otherDomain}) has no active Primary Admin left for the rooms that you delegate to it.`,
            'Its other people keep their access. Its Tenant Managers were asked to name a new Primary Admin.',
            `See who has access:\n${partnerAddress(origin, partner)}`,
          ]
        : [
            `Your organization has no active Primary Admin left for the customer “${otherName}” (${otherDomain}).`,
            'Your other people keep their access. The customer was told.',
            `Name a new Primary Admin:\n${tenantsAddress(origin)}`,
          ],
  }),
  'incidents-opened': ({ customer, customerName, side, count, incidents: shown }, origin) => ({
    subject: `${incidents(count)} at “${customerName}”`,
    lines: [
      `Rooms of “${customerName}” that you look after have ${incidents(count)}:`,
      ...shown.map(
        ({ id, number, title, roomName, severity }) =>
          `${number} ${severities[severity]}: ${title}, room “${roomName}”\n${incidentAddress(origin, side, customer, id)}`,
      ),
      ...(count > shown.length ? [`… and ${incidents(count - shown.length)} more.`] : []),
      'You get this message because e-mail is switched on for an assignment of yours. It is switched off there.',
    ],
  }),
  'primary-admins-named': ({ customerName, partnerName }) => ({
    subject: `Primary Admins named at “${partnerName}”`,
    lines: [`The partner “${partnerName}” named Primary Admins for the rooms that “${customerName}” delegates to it.`],
  }),
  signature: (origin) => `Keyholder sent this message by itself; nobody reads replies.\n${origin}`,
};
