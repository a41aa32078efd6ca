/**
 * The base address to which `agent/v1/…` is added, ending in `/`; otherwise why it cannot be used.
 * Credentials travel in the clear over http, so that only a server on this very machine may be addressed so.
 */
export function serverAddress(text: string): { ok: true; value: URL } | { ok: false; why: string } {
  if (!URL.canParse(text)) return { ok: false, why: `\`${text}\` is not an address such as https://keyholder.example` };
  const url = new URL(text);
  if (url.username || url.password) return { ok: false, why: 'the server address must not hold a user or password' };
  if (url.search || url.hash) return { ok: false, why: 'the server address must not hold `?` or `#`' };
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
    return { ok: false, why: 'the server address must begin with https:// unless the server runs on this machine' };
  }
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return { ok: true, value: url };
}

/** @param host as the URL parser writes it: `127.1` is `127.0.0.1` by then */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}
