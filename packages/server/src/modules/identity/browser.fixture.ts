/** As much of a browser as sign-in needs: cookies by name and path, redirects followed one by one, headers of our own pages. */
export type Browser = {
  cookies: Map<string, { value: string; path: string }>;
  get: (address: string, headers?: Record<string, string>) => Promise<Response>;
  post: (address: string, body: unknown, headers?: Record<string, string>) => Promise<Response>;
  /** follows redirects to the first answer that is none, or to the first address that `until` names */
  follow: (address: string, until: RegExp) => Promise<{ response: Response; address: string }>;
  cookieHeader: (pathname: string) => string;
};

/** @param served where the server really listens, when a proxy stands before it under `origin` */
export function openBrowser(origin: string, served = origin): Browser {
  const cookies: Browser['cookies'] = new Map();
  const cookieHeader = (pathname: string): string =>
    [...cookies]
      .filter(([, { path }]) => pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`))
      .map(([name, { value }]) => `${name}=${value}`)
      .join('; ');
  const send = async (address: string, init: RequestInit): Promise<Response> => {
    const url = new URL(address, origin);
    const cookie = cookieHeader(url.pathname);
    const response = await fetch(url.href.replace(origin, served), {
      ...init,
      redirect: 'manual',
      headers: { ...(cookie === '' ? {} : { cookie }), ...(init.headers as Record<string, string>) },
    });
    for (const line of response.headers.getSetCookie()) keep(cookies, line);
    return response;
  };
  const browser: Browser = {
    cookies,
    cookieHeader,
    get: (address, headers = {}) => send(address, { headers }),
    post: (address, body, headers = {}) =>
      send(address, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', ...headers },
      }),
    follow: async (address, until) => {
      let at = new URL(address, origin).href;
      for (let hop = 0; hop < 10; hop += 1) {
        if (until.test(at)) return { response: new Response(), address: at };
        const response = await browser.get(at);
        const location = response.headers.get('location');
        if (location === null) return { response, address: at };
        at = new URL(location, at).href;
      }
      throw new Error(`redirected without end: ${at}`);
    },
  };
  return browser;
}

function keep(cookies: Browser['cookies'], line: string): void {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
  const name = pair.slice(0, pair.indexOf('='));
  const value = pair.slice(pair.indexOf('=') + 1);
  const of = (attribute: string): string | undefined =>
    attributes.find((one) => one.toLowerCase().startsWith(`${attribute}=`))?.slice(attribute.length + 1);
  const over = of('max-age') === '0' || new Date(of('expires') ?? '9999-12-31').getTime() < Date.now();
  if (over) cookies.delete(name);
  else cookies.set(name, { value, path: of('path') ?? '/' });
}

/** Goes to the sign-in page; the address that its form posts to. */
export async function toSignInPage(browser: Browser, start = '/auth/sign-in'): Promise<string> {
  const { address } = await browser.follow(start, /\/signin\?/);
  return `/auth/interaction/${new URL(address).searchParams.get('interaction') ?? ''}`;
}

/** The whole way, as a person walks it. @returns the last answer: a redirect away from the callback, or a refusal */
export async function signIn(browser: Browser, email: string, password: string, start = '/auth/sign-in'): Promise<Response> {
  const form = await toSignInPage(browser, start);
  const answered = await browser.post(form, { email, password });
  if (answered.status !== 200) return answered;
  const { redirectTo } = (await answered.json()) as { redirectTo: string };
  const { address } = await browser.follow(redirectTo, /\/auth\/callback\?/);
  return browser.get(address);
}
