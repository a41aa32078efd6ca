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

const instant = instantIn('fr');
const country = countryIn('fr');
const rooms = countedIn('fr', { one: 'salle', other: 'salles' });
const incidents = countedIn('fr', { one: 'nouvel incident', many: 'nouveaux incidents', other: 'nouveaux incidents' });
const severities = { important: 'Important', warning: 'Avertissement' };

export const french: MailWords = {
  'invitation-received': ({ customerName, customerDomain, customerCountry, roomCount, expiresAt, invitation }, origin) => ({
    subject: `Invitation de « ${customerName} » : ${rooms(roomCount)}`,
    lines: [
      `Le client « ${customerName} » (${customerDomain}, ${country(customerCountry)}) invite votre organisation à gérer ${rooms(roomCount)}.`,
      `L’invitation expire le ${instant(expiresAt)}.`,
      `Examinez-la, puis acceptez ou refusez :\n${invitationAddress(origin, invitation)}`,
      'La personne qui accepte désigne au moins un administrateur principal. Avant cela, personne dans votre organisation ne voit les données du client.',
    ],
  }),
  'invitation-changed': ({ customerName, customerDomain, roomCount, expiresAt, invitation }, origin) => ({
    subject: `Invitation de « ${customerName} » modifiée : ${rooms(roomCount)}`,
    lines: [
      `Le client « ${customerName} » (${customerDomain}) a modifié les salles de son invitation. Elle porte désormais sur ${rooms(roomCount)}.`,
      `L’invitation expire toujours le ${instant(expiresAt)}.`,
      `Examinez-la de nouveau :\n${invitationAddress(origin, invitation)}`,
    ],
  }),
  'invitation-cancelled': ({ customerName, customerDomain }) => ({
    subject: `Invitation de « ${customerName} » annulée`,
    lines: [`Le client « ${customerName} » (${customerDomain}) a annulé son invitation. Vous n’avez plus rien à faire.`],
  }),
  'invitation-accepted': ({ partner, partnerName, partnerDomain }, origin) => ({
    subject: `« ${partnerName} » a accepté votre invitation`,
    lines: [
      `Le partenaire « ${partnerName} » (${partnerDomain}) a accepté votre invitation. La délégation est active.`,
      `Voir qui a accès :\n${partnerAddress(origin, partner)}`,
    ],
  }),
  'invitation-declined': ({ partnerName, partnerDomain }, origin) => ({
    subject: `« ${partnerName} » a refusé votre invitation`,
    lines: [
      `Le partenaire « ${partnerName} » (${partnerDomain}) a refusé votre invitation. Aucune salle n’a été déléguée.`,
      `Vos partenaires :\n${partnersAddress(origin)}`,
    ],
  }),
  'delegation-ended': ({ otherName, otherDomain, endedBy, endedAt }) => ({
    subject: `Délégation avec « ${otherName} » terminée`,
    lines: [
      `La délégation entre votre organisation et « ${otherName} » (${otherDomain}) a pris fin le ${instant(endedAt)}.`,
      endedBy === 'customer' ? 'C’est le client qui y a mis fin.' : 'C’est le partenaire qui y a mis fin.',
      'L’accès du partenaire aux salles déléguées a pris fin à cet instant.',
    ],
  }),
  'delegation-unattended': ({ otherName, otherDomain, side, partner }, origin) => ({
    subject: `Plus aucun administrateur principal : « ${otherName} »`,
    lines:
      side === 'customer'
        ? [
            `Le partenaire « ${otherName} » (${otherDomain}) n’a plus d’administrateur principal actif pour les salles que vous lui déléguez.`,
            'L’accès des autres personnes est maintenu. Ses gestionnaires de tenants ont été invités à désigner un nouvel administrateur principal.',
            `Voir qui a accès :\n${partnerAddress(origin, partner)}`,
          ]
        : [
            `Votre organisation n’a plus d’administrateur principal actif pour le client « ${otherName} » (${otherDomain}).`,
            'L’accès des autres personnes est maintenu. Le client a été prévenu.',
            `Désigner un nouvel administrateur principal :\n${tenantsAddress(origin)}`,
          ],
  }),
  'incidents-opened': ({ customer, customerName, side, count, incidents: shown }, origin) => ({
    subject: `${incidents(count)} chez « ${customerName} »`,
    lines: [
      `Dans les salles de « ${customerName} » dont vous vous occupez : ${incidents(count)}.`,
      ...shown.map(
        ({ id, number, title, roomName, severity }) =>
          `${number} ${severities[severity]} : ${title}, salle « ${roomName} »\n${incidentAddress(origin, side, customer, id)}`,
      ),
      ...(count > shown.length ? [`… et encore ${incidents(count - shown.length)}.`] : []),
      'Vous recevez ce message parce que les e-mails sont activés pour une de vos attributions de rôle. Ils se désactivent à cet endroit.',
    ],
  }),
  'primary-admins-named': ({ customerName, partnerName }) => ({
    subject: `Administrateurs principaux désignés chez « ${partnerName} »`,
    lines: [`Le partenaire « ${partnerName} » a désigné des administrateurs principaux pour les salles que lui délègue « ${customerName} ».`],
  }),
  signature: (origin) => `Message envoyé automatiquement par Keyholder ; les réponses ne sont pas lues.\n${origin}`,
};
