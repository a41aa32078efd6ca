/** A mail of the embedded inbox, as its list has it; the inbox stands beside the API and its contract. */
export type MailHead = { id: string; receivedAt: string; from: string; to: string; subject: string };
export type Mail = MailHead & { text: string };
