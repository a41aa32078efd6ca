import chromiumPackage from '@sparticuz/chromium';
import { type Browser, type BrowserContext, type BrowserContextOptions, type Page, chromium } from 'playwright-core';

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
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of (401|403|404|409|410|412|422|429)/.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return { context, page, complaints, close: () => context.close() };
}
