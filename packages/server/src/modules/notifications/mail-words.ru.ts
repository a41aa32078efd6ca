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

const instant = instantIn('ru');
const country = countryIn('ru');
const rooms = countedIn('ru', { one: 'переговорная', few: 'переговорные', other: 'переговорных' });
const incidents = countedIn('ru', { one: 'новый инцидент', few: 'новых инцидента', many: 'новых инцидентов', other: 'новых инцидента' });
const severities = { important: 'Важный', warning: 'Предупреждение' };

export const russian: MailWords = {
  'invitation-received': ({ customerName, customerDomain, customerCountry, roomCount, expiresAt, invitation }, origin) => ({
    subject: `Приглашение от «${customerName}»: ${rooms(roomCount)}`,
    lines: [
      `Клиент «${customerName}» (${customerDomain}, ${country(customerCountry)}) приглашает вашу организацию управлять переговорными. Делегируется: ${rooms(roomCount)}.`,
      `Приглашение истекает ${instant(expiresAt)}.`,
      `Ознакомьтесь с ним, затем примите или отклоните:\n${invitationAddress(origin, invitation)}`,
      'Принимая приглашение, нужно назначить хотя бы одного основного администратора. До этого никто в вашей организации не видит данных клиента.',
    ],
  }),
  'invitation-changed': ({ customerName, customerDomain, roomCount, expiresAt, invitation }, origin) => ({
    subject: `Приглашение от «${customerName}» изменено: ${rooms(roomCount)}`,
    lines: [
      `Клиент «${customerName}» (${customerDomain}) изменил список переговорных в приглашении. Теперь делегируется: ${rooms(roomCount)}.`,
      `Срок прежний: приглашение истекает ${instant(expiresAt)}.`,
      `Ознакомьтесь с ним ещё раз:\n${invitationAddress(origin, invitation)}`,
    ],
  }),
  'invitation-cancelled': ({ customerName, customerDomain }) => ({
    subject: `Приглашение от «${customerName}» отменено`,
    lines: [`Клиент «${customerName}» (${customerDomain}) отменил приглашение. От вас больше ничего не требуется.`],
  }),
  'invitation-accepted': ({ partner, partnerName, partnerDomain }, origin) => ({
    subject: `Партнёр «${partnerName}» принял ваше приглашение`,
    lines: [
      `Партнёр «${partnerName}» (${partnerDomain}) принял ваше приглашение. Делегирование действует.`,
      `Посмотреть, у кого есть доступ:\n${partnerAddress(origin, partner)}`,
    ],
  }),
  'invitation-declined': ({ partnerName, partnerDomain }, origin) => ({
    subject: `Партнёр «${partnerName}» отклонил ваше приглашение`,
    lines: [
      `Партнёр «${partnerName}» (${partnerDomain}) отклонил ваше приглашение. Ни одна переговорная не делегирована.`,
      `Ваши партнёры:\n${partnersAddress(origin)}`,
    ],
  }),
  'delegation-ended': ({ otherName, otherDomain, endedBy, endedAt }) => ({
    subject: `Делегирование завершено: «${otherName}»`,
    lines: [
      `Делегирование между вашей организацией и «${otherName}» (${otherDomain}) завершено ${instant(endedAt)}.`,
      endedBy === 'customer' ? 'Его завершил клиент.' : 'Его завершил партнёр.',
      'С этого момента у партнёра нет доступа к делегированным переговорным.',
    ],
  }),
  'delegation-unattended': ({ otherName, otherDomain, side, partner }, origin) => ({
    subject: `Не осталось основного администратора: «${otherName}»`,
    lines:
      side === 'customer'
        ? [
            `У партнёра «${otherName}» (${otherDomain}) не осталось действующего основного администратора для переговорных, которые вы ему делегируете.`,
            'Доступ остальных сохраняется. Менеджерам тенантов партнёра предложено назначить нового основного администратора.',
            `Посмотреть, у кого есть доступ:\n${partnerAddress(origin, partner)}`,
          ]
        : [
            `У вашей организации не осталось действующего основного администратора у клиента «${otherName}» (${otherDomain}).`,
            'Доступ остальных сохраняется. Клиенту об этом сообщено.',
            `Назначить нового основного администратора:\n${tenantsAddress(origin)}`,
          ],
  }),
  'incidents-opened': ({ customer, customerName, side, count, incidents: shown }, origin) => ({
    subject: `${incidents(count)} у «${customerName}»`,
    lines: [
      `В переговорных «${customerName}», за которыми вы следите: ${incidents(count)}.`,
      ...shown.map(
        ({ id, number, title, roomName, severity }) =>
          `${number} ${severities[severity]}: ${title}, переговорная «${roomName}»\n${incidentAddress(origin, side, customer, id)}`,
      ),
      ...(count > shown.length ? [`… и ещё ${incidents(count - shown.length)}.`] : []),
      'Вы получили это письмо, потому что для одного из ваших назначений включены письма. Там же их можно отключить.',
    ],
  }),
  'primary-admins-named': ({ customerName, partnerName }) => ({
    subject: `Назначены основные администраторы: «${partnerName}»`,
    lines: [`Партнёр «${partnerName}» назначил основных администраторов для переговорных, которые ему делегирует «${customerName}».`],
  }),
  signature: (origin) => `Сообщение отправлено системой Keyholder автоматически; ответы на него не читаются.\n${origin}`,
};
