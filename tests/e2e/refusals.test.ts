import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningServer, startServer } from '../support/server.ts';
import { agree, daysLabel, fillRules, next, send } from './support/add-partner.ts';
import { openBrowser, openWindow, type Visit } from './support/chromium.ts';
import { personOf, signedIn } from './support/people.ts';

let server: RunningServer;
let browser: Browser;
let visit: Visit;
let page: Page;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer([]), openBrowser()]);
  visit = await signedIn(browser, server.url, personOf(server.demo, 'Fabrikam', 'managed-service-admin'));
  ({ page } = visit);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const describedBy = (element: Locator): Promise<string | null | undefined> =>
  element.evaluate((one) => document.getElementById(one.getAttribute('aria-describedby') ?? '')?.textContent);

const openWizard = async (): Promise<void> => {
  await page.goto(`${server.url}/org/settings/partners/new`);
  await page.getByRole('heading', { level: 1, name: 'Add partner' }).waitFor();
};

/** From the first step to the answer of the server, offering all rooms. */
async function sendOffer(offer: { domain: string; days: string }): Promise<void> {
  await fillRules(page, offer);
  await next(page);
  await page.getByRole('radio', { name: 'All rooms' }).check();
  await next(page);
  await agree(page);
  await send(page);
}

test('D04 refuses a number of days that is none at its field, before anything is sent', async () => {
  const words = 'Enter a whole number from 1 to 30.';
  await openWizard();
  for (const days of ['0', '31', '-1', '1.5', '']) {
    await fillRules(page, { domain: 'litware.example', days });
    await next(page);
    await page.getByText(words, { exact: true }).waitFor();
    expect(await page.getByLabel(daysLabel).getAttribute('aria-invalid'), days).toBe('true');
    await page
      .getByRole('alert')
      .getByRole('link', { name: `${daysLabel}: ${words}` })
      .click();
    expect(await page.getByLabel(daysLabel).evaluate((field) => field === document.activeElement), days).toBe(true);
  }
  await page.getByLabel(daysLabel).fill('30');
  await next(page);
  await page.getByRole('radio', { name: 'All rooms' }).waitFor();
});

test('D03 answers a domain under which nobody can be invited at its field, after sending, and keeps what was typed', async () => {
  await openWizard();
  for (const domain of ['nobody.example', 'proseware.example']) {
    await sendOffer({ domain, days: '21' });
    await page
      .getByText('No partner can be invited under this domain. Check the spelling, or ask the partner which domain to use.', { exact: true })
      .waitFor();
    expect(await page.getByLabel('Partner domain').inputValue()).toBe(domain);
    expect(await page.getByLabel(daysLabel).inputValue()).toBe('21');
  }
});

test('D09 answers a second invitation with a link to the first', async () => {
  await openWizard();
  await sendOffer({ domain: 'litware.example', days: '7' });
  await page.getByRole('heading', { name: 'Invitation sent to Litware' }).waitFor();
  await openWizard();
  await sendOffer({ domain: 'LITWARE.example', days: '14' });
  const answer = page.getByRole('alert').filter({ hasText: 'This partner already has a pending invitation.' });
  await answer.getByRole('link', { name: 'Open the invitation' }).click();
  await page.getByRole('button', { name: 'Leave' }).click();
  await page.getByRole('heading', { level: 1, name: 'Invitation to Litware' }).waitFor();
  expect(visit.complaints).toEqual([]);
});

test('A63 says of an act that is off which permission is missing, to the keyboard too', async () => {
  const technician = await signedIn(browser, server.url, personOf(server.demo, 'Contoso', undefined));
  const rooms = technician.page;
  await rooms.goto(`${server.url}/partner/c/${personOf(server.demo, 'Fabrikam', 'managed-service-admin').organization.id}/rooms`);
  await rooms.getByRole('grid').getByRole('link', { name: 'Alder' }).first().click();
  await rooms.getByRole('tab', { name: 'Enrolment' }).click();
  for (const [name, permission] of [
    ['Download key', 'Download enrolment keys'],
    ['Reset key', 'Reset enrolment keys'],
    ['Unenrol this room', 'Unenrol rooms'],
  ] as const) {
    const act = rooms.getByRole('main').getByRole('button', { name });
    await act.focus();
    const words = `Not allowed: you do not have the permission “${permission}” here.`;
    await rooms.getByRole('tooltip').filter({ hasText: words }).waitFor();
    expect([await act.getAttribute('aria-disabled'), await describedBy(act)]).toEqual(['true', words]);
  }
  expect(technician.complaints).toEqual([]);
});

test('D71 a page that is not offered is not shown, and asks for nothing that would be refused', async () => {
  const technician = await signedIn(browser, server.url, personOf(server.demo, 'Contoso', undefined));
  const { page: window } = technician;
  const refused: string[] = [];
  window.on('response', (answer) => answer.status() >= 400 && new URL(answer.url()).pathname.startsWith('/api/') && refused.push(answer.url()));
  const notOffered = ['/org/rooms', '/org/rings', '/org/audit', '/org/reports', '/org/changes', '/org/settings/partners', '/org/settings/roles']
    .concat(['/org/settings/access', '/org/settings/organization', '/org/settings/roles/ours/new', '/org/incidents/inc_1'])
    .concat(['/partner/c/all/audit', '/partner/c/all/settings/roles', '/partner/tenant-managers']);
  for (const path of notOffered) {
    await window.goto(server.url + path);
    await window.getByRole('heading', { level: 1, name: 'You cannot open this page' }).waitFor();
  }
  await window.goto(`${server.url}/partner/tenants/inv_00000000000000000000000000`);
  await window.getByText('Invitations are answered by others').waitFor();
  expect(refused).toEqual([]);
});

test('D59 the summary of a form keeps a French colon with its word', async () => {
  const french = await openWindow(browser, { locale: 'fr', signedInAs: await visit.context.storageState() });
  await french.page.goto(`${server.url}/org/settings/partners/new`);
  await french.page.getByRole('button', { name: 'Suivant' }).click();
  const line = french.page.getByRole('alert').getByRole('link');
  expect(await line.innerText()).toBe('Domaine du partenaire\u202f: Renseignez ce champ.');
  await french.close();
});
