import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningServer, startServer } from '../support/server.ts';
import { openBrowser } from './support/chromium.ts';
import { personOf, signedIn } from './support/people.ts';

let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer([]), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

test('D22 the rooms of all customers are narrowed to one customer, a country and a city, and the address keeps it', async () => {
  const { page, complaints } = await signedIn(browser, server.url, personOf(server.demo, 'Contoso', 'primary-admin'));
  await page.goto(`${server.url}/partner/c/all/rooms`);
  const bar = page.getByRole('search');
  const choose = async (filter: string, option: string): Promise<void> => {
    await bar.getByRole('combobox', { name: filter }).click();
    await page.getByRole('option', { name: option, exact: true }).click();
  };
  await choose('Customer', 'Fabrikam');
  await choose('Country', 'France');
  await page.getByRole('button', { name: 'Country: France', exact: true }).waitFor();
  const cells = page.getByRole('grid').getByRole('gridcell');
  await cells.filter({ hasText: 'France' }).first().waitFor();
  await cells
    .filter({ hasText: /^(Northwind|Germany|United States)/ })
    .first()
    .waitFor({ state: 'detached' });
  expect(page.url()).toMatch(/f=customer:org_\w+&f=country:FR/);

  await bar.getByRole('combobox', { name: 'City' }).click();
  await page.getByRole('option').nth(1).waitFor();
  const [any, city] = await page.getByRole('option').allTextContents();
  expect([any, city]).toEqual([expect.any(String), expect.stringMatching(/\w/)]);
  await page.getByRole('option', { name: city ?? '', exact: true }).click();
  await page.reload();
  for (const chip of ['Customer: Fabrikam', 'Country: France', `City: ${city}`])
    await page.getByRole('button', { name: chip, exact: true }).waitFor();

  await page.goto(`${server.url}/partner/c/all/rooms?f=city:Nowhere`);
  await page.getByRole('main').getByRole('button', { name: 'Clear filters' }).last().click();
  await cells.first().waitFor();
  expect(new URL(page.url()).search).toBe('');
  expect(complaints).toEqual([]);
});

test('D48 who can touch a room is taken away as CSV and as JSON Lines', async () => {
  const { page, complaints } = await signedIn(browser, server.url, personOf(server.demo, 'Fabrikam', 'managed-service-admin'));
  await page.goto(`${server.url}/org/rooms`);
  await page.getByRole('grid').getByRole('link').first().click();
  await page.getByRole('tab', { name: 'Access' }).click();
  const download = async (name: string): Promise<string> => {
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
    return `${file.suggestedFilename()} ${readFileSync(await file.path(), 'utf8').slice(0, 9)}`;
  };
  expect(await download('Download CSV')).toMatch(/^access-room_\w+\.csv "person",$/);
  expect(await download('Download JSON Lines')).toMatch(/^access-room_\w+\.jsonl \{"person"$/);
  expect(complaints).toEqual([]);
});
