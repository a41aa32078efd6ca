import { setTimeout as delay } from 'node:timers/promises';
import chromiumPackage from '@sparticuz/chromium';
import { type Browser, type BrowserContext, type BrowserContextOptions, type Page, type Route, chromium } from 'playwright-core';

/**
 * The browser that comes inside an npm package: nothing is downloaded, nothing has to be installed.
 *
 * Not with the package's own flags: they put all windows into one process, which ends with the first window that closes,
 * and switch the web's security off, which these tests are about. No sandbox, because a test may run as root.
 */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: await chromiumPackage.executablePath(),
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--font-render-hinting=none',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--disable-quic',
    ],
  });
}

/**
 * Milliseconds by which requests to the API may be late; `KEYHOLDER_E2E_LAG=1500` makes a journey meet a slow server, in another
 * order each time. It shows which waits of a test were true before the act that they wait for.
 */
const lag = Number(process.env['KEYHOLDER_E2E_LAG'] ?? '0');

async function delayed(route: Route): Promise<void> {
  const chance = Math.random();
  if (chance > 0.5) await delay((chance - 0.5) * 2 * lag);
  await route.continue();
}

export type Visit = { context: BrowserContext; page: Page; complaints: string[]; close: () => Promise<void> };

/** A browser window of one person, with what its console complains about: an error or a breach of the policy fails the test that looks. */
export async function openWindow(
  browser: Browser,
  options: {
    locale?: string;
    width?: number;
    height?: number;
    colorScheme?: 'light' | 'dark';
    signedInAs?: BrowserContextOptions['storageState'];
  } = {},
): Promise<Visit> {
  const { locale = 'en-US', width = 1440, height = 900, colorScheme = 'light', signedInAs } = options;
  const context = await browser.newContext({
    locale,
    viewport: { width, height },
    colorScheme,
    reducedMotion: 'reduce',
    ...(signedInAs === undefined ? {} : { storageState: signedInAs }),
  });
  if (lag > 0) await context.route(/\/v1\//, (route) => delayed(route));
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of (401|403|404|409|410|412|422|429)/.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return { context, page, complaints, close: () => context.close() };
}
