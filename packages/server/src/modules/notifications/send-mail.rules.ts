import { type OrganizationId, isId } from '@keyholder/contract';

/** What the job is told: ids only, since its row stands outside row security. */
export type SendMailJob = { organization: OrganizationId; mail: string };

/** The waits between tries grow from seconds to hours; the last comes about sixteen hours after the first. */
export const sendMailTries = 12;

/** @throws when it is not what `queueMail` wrote */
export function readSendMailJob(payload: unknown): SendMailJob {
  if (typeof payload === 'object' && payload !== null && 'organization' in payload && 'mail' in payload) {
    const { organization, mail } = payload;
    if (typeof organization === 'string' && isId('org', organization) && typeof mail === 'string') return { organization, mail };
  }
  throw new Error('not a job of send_mail');
}
