/** A piece of a mail: text, or an address of this very site. */
export type MailPart = { kind: 'text'; text: string } | { kind: 'link'; text: string; path: string };

/**
 * Finds the addresses in a mail that lead into this portal. Everything else stays text: nothing in a mail can lead
 * somebody elsewhere, whatever it says.
 * @param origin of this site, e.g. `http://127.0.0.1:8080`
 */
export function partsOfMail(text: string, origin: string): MailPart[] {
  const parts: MailPart[] = [];
  let from = 0;
  for (const match of text.matchAll(/https?:\/\/[^\s<>"'«»“”]+/g)) {
    const address = match[0].replace(/[.,;:!?)\]]+$/, '');
    const path = pathOf(address, origin);
    if (path === undefined) continue;
    if (match.index > from) parts.push({ kind: 'text', text: text.slice(from, match.index) });
    parts.push({ kind: 'link', text: address, path });
    from = match.index + address.length;
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) });
  return parts;
}

function pathOf(address: string, origin: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  const own = url.origin === origin && url.username === '' && url.password === '';
  return own ? `${url.pathname}${url.search}${url.hash}` : undefined;
}
