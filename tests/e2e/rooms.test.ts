import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningServer, startServer } from '../support/server.ts';
import { openBrowser } from './support/chromium.ts';
import { personOf, signedIn } from './support/people.ts';

let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer([]), openBrowser()]);
}, 120_000);
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
  expect(await cells.filter({ hasText: /^(Northwind|Germany|United States)/ }).count()).toBe(0);
  expect(page.url()).toMatch(/f=customer:org_\w+&f=country:FR/);

  await bar.getByRole('combobox', { name: 'City' }).click();
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
