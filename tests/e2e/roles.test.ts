import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningServer, startServer } from '../support/server.ts';
import { openBrowser, type Visit } from './support/chromium.ts';
import { personOf, signedIn } from './support/people.ts';
import { button, confirm, dialogOf, editAssignedAdmins, follow, heading, link, openAssignedAdmins, pick, tab } from './support/steps.ts';

let server: RunningServer;
let browser: Browser;
/** One window each: what one does shows in the other. */
let customer: Visit;
let partner: Visit;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer([]), openBrowser()]);
  customer = await signedIn(browser, server.url, personOf(server.demo, 'Fabrikam', 'managed-service-admin'));
  partner = await signedIn(browser, server.url, personOf(server.demo, 'Contoso', 'primary-admin'));
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** The last of what is chosen in a picker, by keyboard: Backspace marks it, and takes it out. */
async function takeBack(page: Page, picker: string): Promise<void> {
  await page.getByRole('combobox', { name: picker }).press('Backspace');
  await page.keyboard.press('Backspace');
}

/** The window of the partner at Fabrikam, on one of its pages. */
const atFabrikam = (page: string): Promise<unknown> => {
  const { organization } = personOf(server.demo, 'Fabrikam', 'managed-service-admin');
  return partner.page.goto(`${server.url}/partner/c/${organization.id}/${page}`);
};

test('D24 D53 the customer narrows the scope of Assigned admins, sees first who loses what, and the open list of the partner loses the rooms', async () => {
  await atFabrikam('rooms?f=country:DE');
  await heading(partner.page, 'Rooms');
  await partner.page.getByRole('grid', { name: 'Rooms' }).getByRole('link').first().waitFor();

  const { page } = customer;
  await follow(page, 'Roles');
  await heading(page, 'Roles');
  await tab(page, 'Partner roles');
  await openAssignedAdmins(page);
  await tab(page, 'Scope');
  await button(page, 'Edit');
  await takeBack(page, 'Room groups');
  await page.getByText(/^55 rooms as of now$/).waitFor();
  await button(page, 'Save');
  const dialog = dialogOf(page, 'Save the scope of “Assigned admins”?');
  await dialog.getByRole('row').filter({ hasText: 'Rafael Ibarra' }).getByText('9 rooms').waitFor();
  await confirm(dialog, 'Save');
  await page.getByText('55 rooms in effect now').waitFor();

  await partner.page.getByText('Nothing matches these filters').waitFor();
});

test('D69 of Assigned admins the customer changes no members, and the page says who does', async () => {
  const { page } = customer;
  await tab(page, 'Members');
  await page.getByText(/^Only Primary Admins of the partner change these members\./).waitFor();
  expect(await page.getByRole('main').getByRole('button', { name: 'Edit' }).count()).toBe(0);
});

test('D26 D28 a Primary Admin makes a help-desk role from what it may give, and gives it over rooms it names', async () => {
  const { page } = partner;
  await atFabrikam('settings/roles');
  await link(page, 'New role');
  await heading(page, 'New role');
  expect(await page.getByRole('checkbox', { name: 'Reset enrolment keys' }).isDisabled()).toBe(true);
  await page.getByLabel('Name of the role').fill('Night desk');
  await page.getByRole('checkbox', { name: 'Update incidents' }).check();
  expect(await page.getByRole('checkbox', { name: 'See incidents' }).isChecked()).toBe(true);
  await button(page, 'Save');
  await heading(page, 'Night desk');

  await link(page, 'New assignment');
  await page.getByLabel('Name of the assignment').fill('Nights');
  await pick(page, 'Members', 'Imani', /Imani Brooks/);
  await page.getByRole('radio', { name: 'All rooms' }).check();
  await button(page, 'Save');
  const dialog = dialogOf(page, 'Assign “Night desk”?');
  // The delegated scope cuts what was chosen (D23).
  await dialog.getByRole('row').filter({ hasText: 'Imani Brooks' }).getByText('55 rooms').waitFor();
  await confirm(dialog, 'Save');
  await heading(page, 'Nights');
  await page.getByRole('heading', { name: '1 active person' }).waitFor();
});

test('D21 D25 a Primary Admin changes the members of Assigned admins, and is refused where nobody would be left', async () => {
  const { page } = partner;
  await atFabrikam('settings/roles');
  await editAssignedAdmins(page);
  await takeBack(page, 'Members');
  await takeBack(page, 'Members');
  await button(page, 'Save');
  await page.getByRole('alert').getByText('At least one Primary Admin with an active account must remain. Add another one first.').waitFor();
  await pick(page, 'Members', 'Rafael', /Rafael Ibarra/);
  await button(page, 'Save');
  const dialog = dialogOf(page, 'Save the members of “Assigned admins”?');
  await dialog.getByRole('row').filter({ hasText: 'Chidi Eze' }).getByText('55 rooms').waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
});

test('D30 D48 the customer reads what one person of a partner can touch, room by room, and takes it along as a file', async () => {
  const { page } = customer;
  await page.goto(`${server.url}/org/settings/partners/${personOf(server.demo, 'Contoso', 'primary-admin').organization.id}?tab=people`);
  await page.getByRole('link', { name: 'Imani Brooks', exact: true }).first().click();
  await heading(page, 'Imani Brooks');
  await page.getByRole('grid', { name: 'Rooms that Imani Brooks can touch' }).getByRole('link').first().click();
  const panel = page.getByRole('complementary');
  await panel.getByText('Role: Night desk', { exact: true }).waitFor();
  await panel.getByText(/^Delegated to Contoso: /).waitFor();
  const [file] = await Promise.all([page.waitForEvent('download'), button(page, 'Download JSON Lines')]);
  const [line] = readFileSync(await file.path(), 'utf8')
    .trim()
    .split('\n');
  expect(JSON.parse(line ?? '')).toMatchObject({ person: { name: 'Imani Brooks' }, side: 'partner', rooms: 55 });
});

test('D30 the customer takes back what the partner gave, by name', async () => {
  const { page } = customer;
  await page.goto(`${server.url}/org/settings/roles?tab=partner`);
  await link(page, 'Night desk');
  await tab(page, 'Assignments');
  await link(page, 'Nights');
  await page.getByRole('row').filter({ hasText: 'Imani Brooks' }).waitFor();
  await button(page, 'Delete assignment');
  const dialog = dialogOf(page, 'Delete the assignment “Nights”?');
  await dialog.getByRole('row').filter({ hasText: 'Imani Brooks' }).waitFor();
  await confirm(dialog, 'Delete assignment');
  await page.getByText('Nobody holds this role').waitFor();
  for (const { complaints } of [customer, partner]) expect(complaints).toEqual([]);
});
