import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type RunningServer, startServer } from '../support/server.ts';
import { englishBesides } from './support/catalogue.ts';
import { openBrowser, openWindow } from './support/chromium.ts';
import { look } from './support/look.ts';
import { type Person, personOf, signedIn } from './support/people.ts';

const wide = { width: 1440, height: 900 };
const narrow = { width: 360, height: 780 };

const personas = [
  { who: 'a Managed Service Administrator of a customer', organization: 'Fabrikam', role: 'managed-service-admin' },
  { who: 'a technician who is Primary Admin at customers', organization: 'Contoso', role: 'primary-admin' },
  { who: 'a Tenant Manager', organization: 'Litware', role: 'tenant-manager' },
];

let server: RunningServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer([]), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

async function ask<T>(person: Person, path: string): Promise<T> {
  const answer = await fetch(`${server.url}/api/v1${path}`, { headers: { authorization: `Bearer ${person.token}` } });
  expect(answer.status, path).toBe(200);
  return answer.json();
}

/** Every page that the server lists for a person, over all customers and at one; and one object of each kind. */
async function pagesOf(person: Person): Promise<string[]> {
  const me = await ask<{ pages: string[]; customers: { id: string }[] }>(person, '/me');
  const own = person.organization.id;
  const customer = me.customers[0]?.id;
  // what is made or looked at one at a time has no page over all customers
  const places = (page: string): string[] => [...(/\/(new|:person)$/.test(page) ? [] : ['all']), customer ?? 'all'];
  const listed = me.pages
    .flatMap((page) => (page.includes(':customer') ? places(page).map((id) => page.replace(':customer', id)) : [page]))
    .map((page) => page.replace(':person', person.id));
  const [whose, root] = customer === undefined ? [own, '/org'] : [customer, `/partner/c/${customer}`];
  const has = (section: string): boolean => listed.includes(`${root}/${section}`);
  const first = async (path: string): Promise<string[]> =>
    (await ask<{ items: { id: string }[] }>(person, path)).items.slice(0, 1).map(({ id }) => id);
  const rooms = has('rooms') ? await first(`/rooms?limit=1&customer=${whose}`) : [];
  const incidents = has('incidents') ? await first(`/incidents?limit=1&customer=${whose}`) : [];
  const groups = has('groups') ? await first(`/room-groups?limit=1&customer=${whose}`) : [];
  const partners = has('settings/partners')
    ? (await ask<{ items: { partner: string }[] }>(person, `/customers/${own}/partners`)).items.slice(0, 1)
    : [];
  const settingsOfRoles = async (): Promise<string[]> => {
    const roles = `${root}/settings/roles`;
    if (root === '/org')
      return ['?tab=partner', '?tab=builtIn', '/ours/site-lead?tab=permissions', '/ours/new', '/ours/site-tech/assignments/new'].map(
        (page) => roles + page,
      );
    const [assigned] = await first(`/customers/${whose}/partners/${own}/roles/primary-admin/assignments`);
    return ['primary-admin?tab=permissions', 'new', `primary-admin/assignments/${assigned}`].map((page) => `${roles}/${page}`);
  };
  const inDirectory = async (kind: 'users' | 'groups'): Promise<string[]> =>
    listed.includes(`/org/directory/${kind}`)
      ? (await first(`/organizations/${own}/${kind}?limit=1`)).map((id) => `/org/directory/${kind}/${id}`)
      : [];
  return [
    ...new Set(listed),
    ...(has('reports') ? [`${root}/reports/incidents`] : []),
    ...(has('settings/roles') ? await settingsOfRoles() : []),
    ...(await inDirectory('users')).flatMap((page) => [page, `${page}?tab=access`]),
    ...(has('settings/access') ? ['/org/settings/access?tab=rooms'] : []),
    ...(await inDirectory('groups')),
    ...rooms.flatMap((id) => ['', '?tab=key', '?tab=access', '?tab=edit'].map((tab) => `${root}/rooms/${id}${tab}`)),
    ...rooms.map((id) => `/explain?f=customer:${whose}&f=actor:${person.id}&f=action:settings.modify&f=object:${id}`),
    ...groups.flatMap((id) => ['', ...(root === '/org' ? ['?tab=edit'] : [])].map((tab) => `${root}/groups/${id}${tab}`)),
    ...(has('rings') ? [`${root}/rings/general`, ...(root === '/org' ? [`${root}/rings/staging?tab=edit`] : [])] : []),
    ...incidents.map((id) => `${root}/incidents/${id}`),
    ...partners.flatMap(({ partner }) => ['', '?tab=people', '?tab=control'].map((tab) => `/org/settings/partners/${partner}${tab}`)),
    ...(customer !== undefined && me.pages.includes('/partner/tenants') ? ['/partner/tenants?tab=active', `/partner/tenants/${customer}`] : []),
    '/demo/inbox',
    '/signin',
  ];
}

/** The same for everybody: looked at with the first persona. */
const alike = new Set(['/me/tokens', '/demo/inbox', '/signin', '/explain']);
/** Of the own organization's pages another persona looks at these once more, for what they say where there is nothing. */
const again = new Set(['/org/dashboard', '/org/rooms', '/org/incidents', '/org/groups']);
const isLookedAt = (path: string): boolean => !alike.has(path) && (!path.startsWith('/org/') || again.has(path));

/** Counts what a page has asked for and not got yet; the stream of events is meant to stay open. */
function watchRequests(page: Page): () => Promise<void> {
  const open = new Set<unknown>();
  page.on('request', (request) => request.resourceType() !== 'eventsource' && open.add(request));
  page.on('requestfinished', (request) => open.delete(request));
  page.on('requestfailed', (request) => open.delete(request));
  return async () => {
    await page.getByRole('heading', { level: 1 }).waitFor();
    await vi.waitFor(() => expect(open.size).toBe(0), { timeout: 60_000 });
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  };
}

const variants = [
  { language: 'en', colorScheme: 'light', axe: true },
  { language: 'ru', colorScheme: 'dark', axe: true },
  { language: 'fr', colorScheme: 'light', axe: false },
] as const;

describe.each(personas)('the pages of $who', ({ organization, role }) => {
  let person: Person;
  let pages: string[];
  let session: BrowserContextOptions['storageState'];

  beforeAll(async () => {
    person = personOf(server.demo, organization, role);
    const all = await pagesOf(person);
    pages = role === personas[0]?.role ? all : all.filter(isLookedAt);
    const { context, close } = await signedIn(browser, server.url, person);
    session = await context.storageState();
    await close();
  });

  test.each(variants)('open without a fault in $language, $colorScheme', { timeout: 600_000 }, async ({ language, colorScheme, axe }) => {
    const { page, complaints, close } = await openWindow(browser, {
      locale: language,
      colorScheme,
      ...(session === undefined ? {} : { signedInAs: session }),
    });
    const settled = watchRequests(page);
    const english = language === 'en' ? [] : englishBesides(language);
    const faults: string[] = [];
    for (const path of pages) {
      await page.setViewportSize(wide);
      await page.goto(server.url + path);
      await settled();
      const found: string[] = [];
      const headings = await page.getByRole('heading', { level: 1 }).allInnerTexts();
      const title = await page.title();
      if (headings.includes('You cannot open this page')) found.push('offered by the server, not shown by the portal');
      if (headings.length !== 1 || !title.endsWith('– Keyholder')) found.push(`h1 ${JSON.stringify(headings)}, title ${title}`);
      const shown = await page.locator('body').innerText();
      found.push(...english.filter((text) => shown.includes(text)).map((text) => `English: ${text}`));
      if (axe) {
        found.push(...(await look(page)));
        await page.setViewportSize(narrow);
        await settled();
        found.push(...(await look(page)).map((fault) => `at 360 px: ${fault}`));
      }
      faults.push(...found.map((fault) => `${path}: ${fault}`));
    }
    expect([...faults, ...complaints]).toEqual([]);
    await close();
  });
});
