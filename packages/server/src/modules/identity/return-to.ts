/** Where to go after sign-in: a page of our own, or the start. Anything that could lead elsewhere leads to the start (A127). */
export function safeReturnTo(text: string | undefined, origin: string): string {
  if (text === undefined || text.length > 2000 || !/^\/(?![/\\])[\x21-\x7e]*$/.test(text) || text.includes('\\')) return '/';
  const address = URL.canParse(text, origin) ? new URL(text, origin) : undefined;
  if (address === undefined || address.origin !== new URL(origin).origin || address.pathname.startsWith('//')) return '/';
  return /^\/(auth|oidc|api|signin)(\/|$)/.test(address.pathname) ? '/' : `${address.pathname}${address.search}${address.hash}`;
}
