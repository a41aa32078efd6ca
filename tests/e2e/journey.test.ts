import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningServer, startServer } from '../support/server.ts';
import { agree, chooseCountry, daysLabel, next, send } from './support/add-partner.ts';
import { openBrowser, openWindow, type Visit } from './support/chromium.ts';
import { type Person, personOf, signedIn } from './support/people.ts';
import { confirm, follow, heading, pick } from './support/steps.ts';

const newNotes = 'The camera was swapped on Friday.';

let server: RunningServer;
let browser: Browser;
/** One window each, open through the whole journey: what one does shows in the others. */
let customer: Visit;
let tenantManager: Visit;
let technician: Visit;
let dmitri: Person;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer([]), openBrowser()]);
  dmitri = someone('dmitri.volkov@litware.example');
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

function someone(email: string): Person {
  const found = server.demo.people.find((person) => person.email === email);
  if (!found) throw new Error(`${email} is not in the demo world`);
  return found;
}

type Room = { id: string; customer: string; name: string; city: string; country: string };

/** The rooms of Fabrikam as the customer itself reads them. */
async function roomsOfCustomer(): Promise<Room[]> {
  const { token, organization } = personOf(server.demo, 'Fabrikam', 'managed-service-admin');
  const answer = await fetch(`${server.url}/api/v1/rooms?limit=200&customer=${organization.id}`, { headers: { authorization: `Bearer ${token}` } });
  const page: { items: Room[] } = await answer.json();
  return page.items;
}

test('D01 D08 a Managed Service Administrator invites a partner for the rooms of one country', async () => {
  customer = await signedIn(browser, server.url, personOf(server.demo, 'Fabrikam', 'managed-service-admin'));
  const { page } = customer;
  await follow(page, 'Partners');
  await heading(page, 'Partners');
  await page.getByRole('link', { name: 'Add partner' }).click();
  await heading(page, 'Add partner');

  await page.getByLabel('Partner domain').fill('litware.example');
  await page.getByLabel(daysLabel).fill('14');
  await page.getByRole('radiogroup', { name: 'Modify roles' }).getByRole('radio', { name: 'Manual' }).check();
  await next(page);
  await page.getByRole('heading', { name: 'Rooms, step 2 of 4' }).and(page.locator(':focus')).waitFor();

  await chooseCountry(page, 'United States');
  await page.getByText(/^\d+ rooms as of now$/).waitFor();
  await page.getByText('All rooms, groups and places also take in future rooms.').waitFor();
  await next(page);

  expect(await page.getByRole('button', { name: 'I agree' }).getAttribute('aria-disabled')).toBe('true');
  await agree(page);
  await page.getByText(/^After 14 days: sent now, on /).waitFor();
  await send(page);

  await page.getByRole('heading', { name: 'Invitation sent to Litware' }).waitFor();
  await page.getByRole('link', { name: 'Back to Partners' }).click();
  const row = page.getByRole('row').filter({ hasText: 'litware.example' });
  await row.getByText('Pending').waitFor();
  await row.getByText('Amara Okonjo').waitFor();
});

test('D12 the invitation reaches the Tenant Manager by e-mail, with a link into the portal', async () => {
  tenantManager = await openWindow(browser);
  const { page } = tenantManager;
  await page.goto(`${server.url}/demo/inbox`);
  await page.getByRole('navigation', { name: 'E-mails' }).getByRole('link').filter({ hasText: 'sabine.laurent@litware.example' }).first().click();
  const mail = page
    .getByRole('main')
    .getByText(/Fabrikam/)
    .first();
  await mail.waitFor();
  await page.getByRole('link', { name: /\/partner\/tenants\/inv_/ }).waitFor();
  await tenantManager.close();
});

test('D14 D15 the Tenant Manager sees a number of rooms and no name, and accepts once a Primary Admin is named', async () => {
  tenantManager = await signedIn(browser, server.url, personOf(server.demo, 'Litware', 'tenant-manager'));
  const { page } = tenantManager;
  await page.waitForURL('**/partner/tenants');
  await page.getByRole('link', { name: 'Fabrikam' }).click();
  await heading(page, 'Invitation from Fabrikam');
  await page.getByText(/^\d+ rooms$/).waitFor();
  const shown = await page.getByRole('main').innerText();
  const rooms = await roomsOfCustomer();
  expect(rooms.length).toBeGreaterThan(0);
  for (const { name } of rooms) expect(shown).not.toContain(name);

  const accept = page.getByRole('button', { name: 'Accept' });
  expect(await accept.getAttribute('aria-disabled')).toBe('true');
  await pick(page, 'Primary Admins', 'Dmitri', /Dmitri Volkov/);
  await accept.click();
  await page.getByText(/^Sabine Laurent accepted on /).waitFor();

  await page.goto(`${server.url}/partner/tenants?tab=active`);
  await page.getByRole('row').filter({ hasText: 'Fabrikam' }).getByText('No role there').waitFor();
  await customer.page.reload();
  await customer.page.getByRole('row').filter({ hasText: 'litware.example' }).getByText('Active').waitFor();
});

test('D22 D23 D46 the technician works in the delegated rooms, and nothing else of the customer exists', async () => {
  technician = await signedIn(browser, server.url, dmitri);
  const { page } = technician;
  await page.goto(`${server.url}/partner/c/all/rooms`);
  await heading(page, 'Rooms');
  const rows = page.getByRole('row').filter({ hasText: 'Fabrikam' });
  await rows.first().waitFor();
  const outside = (await roomsOfCustomer()).filter(({ country }) => country !== 'US');
  for (const text of await rows.allInnerTexts()) for (const { city } of outside) expect(text).not.toContain(city);
  await page.getByRole('searchbox', { name: 'Search' }).fill('Paris');
  await page.getByText('Nothing matches these filters').waitFor();

  await page.getByRole('button', { name: 'Switch customer' }).click();
  await page.getByRole('option', { name: /^Fabrikam/ }).click();
  await page.getByRole('region', { name: 'Customer' }).getByText('fabrikam.example').waitFor();
  await page.getByRole('combobox', { name: 'Country' }).click();
  await page.getByRole('option', { name: 'United States' }).waitFor();
  expect(await page.getByRole('option').allInnerTexts()).toEqual(['Any', 'United States']);
  await page.keyboard.press('Escape');

  await page.getByRole('grid', { name: 'Rooms' }).getByRole('link').first().click();
  await page.getByRole('button', { name: 'Edit' }).click();
  await page.getByLabel('Notes').fill(newNotes);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByLabel('Notes').and(page.getByRole('textbox')).waitFor({ state: 'detached' });
  await page.getByRole('main').getByText(newNotes).waitFor();
  const open = page.url();

  const room = outside.find(({ country }) => country === 'FR');
  if (!room) throw new Error('Fabrikam has no room in France');
  await page.goto(`${server.url}/partner/c/${room.customer}/rooms/${room.id}`);
  await heading(page, 'Nothing here');
  expect(await page.getByText(room.name).count()).toBe(0);
  await page.goto(open);
  await page.getByRole('main').getByText(newNotes).waitFor();
});

test('D47 the customer reads in its audit who of the partner did it', async () => {
  const { page } = customer;
  await follow(page, 'Audit');
  await heading(page, 'Audit');
  await page
    .getByRole('row')
    .filter({ hasText: 'Dmitri Volkov' })
    .filter({ hasText: 'Litware' })
    .filter({ hasText: 'Room modified' })
    .first()
    .waitFor();
});

test('D41 D43 removing the partner names who loses what, and ends the page that is open on the other side', async () => {
  const { page } = customer;
  await follow(page, 'Partners');
  await page.getByRole('link', { name: 'Litware' }).click();
  await heading(page, 'Litware');
  await page.getByRole('button', { name: 'Remove partner' }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Remove Litware?' });
  await dialog.getByRole('row').filter({ hasText: 'Dmitri Volkov' }).waitFor();
  const remove = dialog.getByRole('button', { name: 'Remove Litware' });
  await dialog.getByLabel('To confirm, type litware.example').fill('litware');
  expect(await remove.getAttribute('aria-disabled')).toBe('true');
  await dialog.getByLabel('To confirm, type litware.example').fill('litware.example');
  await confirm(dialog, 'Remove Litware');
  await page.getByText(/^Litware: access ended on /).waitFor();

  await heading(technician.page, 'Your access to Fabrikam has ended');
  expect(await technician.page.getByText(newNotes).count()).toBe(0);
  await technician.page.goto(`${server.url}/partner/c/all/rooms`);
  await technician.page.getByRole('row').filter({ hasText: 'Northwind' }).first().waitFor();
  expect(await technician.page.getByRole('row').filter({ hasText: 'Fabrikam' }).count()).toBe(0);
  for (const { complaints } of [customer, tenantManager, technician]) expect(complaints).toEqual([]);
});
