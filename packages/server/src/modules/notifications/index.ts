export { queueMail } from './queue-mail.ts';
export { type NewsOf, sendMailTask } from './send-mail.ts';
export type { MailFacts, Message, Template } from './templates.ts';
export { deleteSettledMails } from './settled-mails.store.ts';
